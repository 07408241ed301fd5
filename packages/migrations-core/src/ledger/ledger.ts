// The ledger as data: what was read of its table.
import type { Sql } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import type { SnapshotDifference } from './schema-snapshot.ts';

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
  /** Whether the statements of its down() were stored when it was applied; `empty`: it had none. */
  readonly down: 'stored' | 'empty' | 'none';
  /**
   * How many statements it handed to its database when it was applied, reads included: with 0 nothing of it has ever run.
   * null where that is not known: it was adopted, resolved, applied by wrangler, or recorded by an earlier version.
   */
  readonly statements: number | null;
  /** The environment that the run was for; null where none was named. */
  readonly environment: string | null;
};

/** What is written of a row and not read with it: texts that only their use asks for. */
export type LedgerTexts = {
  /** The point in time before the run that the database can be restored to; null where it keeps none. */
  readonly bookmark: string | null;
  /** The statements of its down() as they were when it was applied; null where they could not be kept. */
  readonly downSql: string | null;
};

/** The ledger as it was read: its rows in order of id. */
export type Ledger = LedgerSettings & {
  /** The statements that make its tables those of this version: none where they are. */
  readonly install: readonly Sql[];
  readonly rows: readonly LedgerRow[];
  readonly triggers: readonly string[];
  /** The schema as it was when the ledger was read. */
  readonly schema: readonly SchemaObject[];
  /** What of the schema is not as the table beside the ledger keeps it. */
  readonly kept: SnapshotDifference;
  /** What of the schema is not as the last run has left it; null where that is not known. */
  readonly drift: SnapshotDifference | null;
  /** Whether wrangler's ledger is known to hold every applied migration. */
  readonly wranglerInStep: boolean;
};
