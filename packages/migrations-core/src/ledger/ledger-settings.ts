// Where the ledger is, as data.

/** The ledgers' tables, and what is known of the database that has them. */
export type LedgerSettings = {
  readonly table: string;
  /** Wrangler's own ledger, which is written together with ours; null if it is not written. */
  readonly wranglerTable: string | null;
  /** Whether a batch that failed is known to have been tried and undone. */
  readonly trustAtomicBatches: boolean;
};
