// The ledger as data, as it was read from its table.
import type { Sql } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import type { SnapshotDifference } from './schema-snapshot.ts';

export type LedgerColumn = { readonly name: string; readonly type: string; readonly pk: number };

/** `partial`: a migration or rollback that was started and not finished. */
export type LedgerState = 'applied' | 'partial';

export type LedgerRow = {
  readonly id: number;
  readonly migration: string;
  readonly batch: number;
  readonly state: LedgerState;
  /** The checksum of the file as it was applied; null if there was no file. */
  readonly checksum: string | null;
  /** The run that wrote the row; null in a table that another program created. */
  readonly runId: string | null;
  /** ISO 8601, UTC, by the database's clock; null in a table that another program created. */
  readonly appliedAt: string | null;
  /** Whether the statements of its down() were stored when it was applied; `empty`: its down() had none. */
  readonly down: 'stored' | 'empty' | 'none';
  /**
   * How many statements it passed to its database when it was applied, reads included: with 0 nothing of it has ever
   * run. null if that is not known: it was adopted, resolved, applied by wrangler, or applied by an earlier version.
   */
  readonly statements: number | null;
  /** The environment that the run was for; null if none was named. */
  readonly environment: string | null;
};

/** Texts that are written with a row, and read only when they are needed. */
export type LedgerTexts = {
  /** The point before the run to which the database can be restored; null if the database has none. */
  readonly bookmark: string | null;
  /** The statements of its down() as they were when it was applied; null if they could not be stored. */
  readonly downSql: string | null;
  /** The other names for which the row counts, as JSON; null if there are none. Only the gate reads it. */
  readonly formerly: string | null;
};

/** A table, and its columns' names. */
export type TableColumns = { readonly table: string; readonly columns: readonly string[] };

/** What a plan needs to know of the ledger: its rows in the order of their ids. */
export type LedgerRows = { readonly table: string; readonly rows: readonly LedgerRow[] };

/** The ledger as it was read, its rows in the order of their ids. */
export type Ledger = LedgerSettings & {
  /** The statements that bring its tables to this version; empty if they are up to date. */
  readonly install: readonly Sql[];
  readonly rows: readonly LedgerRow[];
  readonly triggers: readonly string[];
  /** The schema as it was when the ledger was read. */
  readonly schema: readonly SchemaObject[];
  /** How the schema differs from the snapshot in the table beside the ledger. */
  readonly snapshotDifference: SnapshotDifference;
  /** How the schema differs from what the last run left; null if that is not known. */
  readonly drift: SnapshotDifference | null;
  /** Whether wrangler's ledger is known to contain every applied migration. */
  readonly isWranglerSynced: boolean;
  /** The names that wrangler's ledger contains and this one does not; null if that was not read. */
  readonly onlyInWranglers: readonly string[] | null;
  /** The tables that have the name of another tool's ledger, wrangler's included. */
  readonly foreignLedgers: readonly TableColumns[];
};
