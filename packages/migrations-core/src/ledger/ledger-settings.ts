// Where the ledger is, as data.

/**
 * What follows a migration's name in wrangler's ledger, which names files below the migrations folder. The others
 * are those of a folder for each migration, and of one file for each direction, which wrangler finds by
 * `migrations_pattern`.
 */
export const wranglerFiles = ['.sql', '/migration.sql', '.up.sql'] as const;

export type WranglerFile = (typeof wranglerFiles)[number];

/** The ledgers' tables, and what is known of the database that has them. */
export type LedgerSettings = {
  readonly table: string;
  /** Wrangler's own ledger, which is written together with ours; null if it is not written. */
  readonly wranglerTable: string | null;
  readonly wranglerFile: WranglerFile;
  /** Whether a batch that failed is known to have been tried and undone. */
  readonly trustAtomicBatches: boolean;
};
