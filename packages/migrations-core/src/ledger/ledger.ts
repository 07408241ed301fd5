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
  /**
   * How many statements it handed to its database when it was applied, reads included: with 0 nothing of it has ever run.
   * null where that is not known: it was adopted, resolved, applied by wrangler, or recorded by an earlier version.
   */
  readonly statements: number | null;
  /** The environment that the run was for; null where none was named. */
  readonly environment: string | null;
  /** Of the schema that the migration left; null on the newest row until another one comes, and where it is not known. */
  readonly fingerprint: string | null;
  /** On the newest row, what the last run has left; null on every other, and where it is not known. */
  readonly schema: readonly SchemaObject[] | null;
};

/** Where the ledger is kept, and what goes with it. */
export type LedgerSetting = {
  readonly table: string;
  /** Wrangler's own ledger, which is written along; null where wrangler is not told. */
  readonly wranglerTable: string | null;
  /** Whether a failed batch is known to leave nothing, and to have been tried at all. */
  readonly batches: 'atomic' | 'unproven';
};

/** The ledger as it was read: its rows in order of id. A missing table has no columns and no rows. */
export type Ledger = LedgerSetting & {
  readonly columns: readonly LedgerColumn[];
  readonly rows: readonly LedgerRow[];
  readonly triggers: readonly string[];
  /** The schema as it was when the ledger was read or written; null where the ledger's table was missing. */
  readonly schema: readonly SchemaObject[] | null;
  /** Whether wrangler's ledger is known to hold every applied migration. */
  readonly wranglerInStep: boolean;
};
