// Where the ledger is, as data.
/** Where the ledger is kept, and what goes with it. */
export type LedgerSettings = {
  readonly table: string;
  /** Wrangler's own ledger, which is written along; null where wrangler is not told. */
  readonly wranglerTable: string | null;
  /** Whether a failed batch is known to leave nothing, and to have been tried at all. */
  readonly trustAtomicBatches: boolean;
};
