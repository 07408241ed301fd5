// Files + ledger → the state of each migration. Pure.
import type { Ledger, LedgerRow } from './ledger/ledger.ts';
import { compareMigrationNames } from './migration.ts';
import type { MigrationEntry } from './source.ts';

export type MigrationState = 'pending' | 'applied' | 'missing' | 'partial';

/**
 * `pending`: a file the ledger does not know. `applied`: both. `missing`: recorded, but its file is gone.
 * `partial`: started outside a transaction and not finished, whether its file is there or not.
 */
export type MigrationStatus = {
  readonly name: string;
  readonly state: MigrationState;
  /** null while pending. */
  readonly batch: number | null;
  /** ISO 8601, UTC; null while pending and in a ledger taken over. */
  readonly appliedAt: string | null;
};

export type StatusReport = {
  readonly migrations: readonly MigrationStatus[];
  readonly pending: number;
};

/** Every migration that has a file or a ledger row, in the order of names. */
export function statusOf(entries: readonly MigrationEntry[], ledger: Ledger): readonly MigrationStatus[] {
  const rows = new Map(ledger.rows.map((row) => [row.migration, row]));
  const files = new Set(entries.map((entry) => entry.name));
  const ofFiles = entries.map((entry) => statusOfFile(entry.name, rows.get(entry.name)));
  const ofRows = ledger.rows
    .filter((row) => !files.has(row.migration))
    .map((row) => statusOfRow(row, row.state === 'partial' ? 'partial' : 'missing'));
  return [...ofFiles, ...ofRows].sort((a, b) => compareMigrationNames(a.name, b.name));
}

function statusOfFile(name: string, row: LedgerRow | undefined): MigrationStatus {
  return row === undefined
    ? { name, state: 'pending', batch: null, appliedAt: null }
    : statusOfRow(row, row.state);
}

function statusOfRow(row: LedgerRow, state: MigrationState): MigrationStatus {
  return { name: row.migration, state, batch: row.batch, appliedAt: row.appliedAt };
}
