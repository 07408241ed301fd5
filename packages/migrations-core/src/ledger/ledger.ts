// The ledger as data: what was read of its table.
import type { SchemaObject } from '../schema-objects.ts';

export type LedgerColumn = { readonly name: string; readonly type: string; readonly pk: number };

/** `partial`: a migration or roll-back that was started and has not been finished. */
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
  /** The point in time before the run that the database can be restored to; null where it keeps none. */
  readonly bookmark: string | null;
  /** The statements of its down() as they were when it was applied; null where they could not be kept. */
  readonly downSql: string | null;
};

/** Where the ledger is kept, and what goes with it. */
export type LedgerSetting = {
  readonly table: string;
  /** Wrangler's own ledger, which is written along; null where wrangler is not told. */
  readonly wranglerTable: string | null;
  /** Whether the schema is read with the ledger and with each batch, for a database whose batches are unproven. */
  readonly watchesSchema: boolean;
};

/** The ledger as it was read: its rows in order of id. A missing table has no columns and no rows. */
export type Ledger = LedgerSetting & {
  readonly columns: readonly LedgerColumn[];
  readonly rows: readonly LedgerRow[];
  readonly triggers: readonly string[];
  /** null where it is not watched, or where the ledger's table was missing. */
  readonly schema: readonly SchemaObject[] | null;
  /** Whether wrangler's ledger is known to hold every applied migration. */
  readonly wranglerInStep: boolean;
};
