// The ledger as data: what was read of its table.

export type LedgerColumn = { readonly name: string; readonly type: string; readonly pk: number };

/** `partial`: an opted-out migration or roll-back that was started and has not been finished. */
export type LedgerState = 'applied' | 'partial';

export type LedgerRow = {
  readonly id: number;
  readonly migration: string;
  readonly batch: number;
  readonly state: LedgerState;
  /** Of the file as it was when it was applied; null where there was no file. */
  readonly checksum: string | null;
  /** The run that wrote the row; null in a table taken over. */
  readonly runId: string | null;
  /** ISO 8601, UTC, by the database's clock; null in a table taken over. */
  readonly appliedAt: string | null;
};

/** The ledger as it was read: its rows in order of id. A missing table has no columns and no rows. */
export type Ledger = {
  readonly table: string;
  readonly columns: readonly LedgerColumn[];
  readonly rows: readonly LedgerRow[];
};
