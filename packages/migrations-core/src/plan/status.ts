// Files + ledger → the state of each migration. Pure.
import type { LedgerRow, LedgerRows } from '../ledger/ledger.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import type { MigrationEntry } from '../migration/source.ts';
import type { AppliedElsewhere } from './applied-elsewhere.ts';
import { changeOf, isPendingAgain } from './changed-files.ts';
import type { SchemaStatus } from './drift.ts';
import { type Rename, renamesIn } from './renamed-files.ts';
import { noReplacements, type Replacements } from './replacements.ts';

export type MigrationState =
  | 'pending'
  | 'applied'
  | 'changed'
  | 'missing'
  | 'partial'
  | 'replaced'
  | 'renamed';

/**
 * `pending`: a file without a ledger row, or one that has changed since its migration was applied without running a
 * statement. `applied`: a file with a row. `changed`: a file with a row, and not the file that was applied.
 * `missing`: a row whose file is gone. `partial`: started and not finished, whatever became of its file. `replaced`:
 * a row whose file is gone, and that a pending migration replaces. `renamed`: a file whose text was applied under
 * another name; that name is not listed as well if it is clear which one it is.
 */
export type MigrationStatus = {
  readonly name: string;
  readonly state: MigrationState;
  /** null while pending, and if it is not clear under which name a renamed file was applied. */
  readonly batch: number | null;
  /** ISO 8601, UTC; null while pending, and in a ledger that another program created. */
  readonly appliedAt: string | null;
  /** The names that a pending migration replaces, if one of them is in the ledger. */
  readonly replaces?: readonly string[];
  /** The names under which a renamed file may have been applied: one if it is clear which. */
  readonly renamedFrom?: readonly string[];
};

export type StatusReport = {
  readonly migrations: readonly MigrationStatus[];
  readonly pending: number;
  /** Whether the schema is what the last run left. */
  readonly schema: SchemaStatus;
  /** The ledgers of other tools that list migrations, while these are pending here. */
  readonly appliedElsewhere: readonly AppliedElsewhere[];
  /** The environment that the database was last migrated for; null if its ledger names none. */
  readonly environment: string | null;
};

/** Every migration that has a file or a ledger row, in the order of names. */
export function statusOf(
  entries: readonly MigrationEntry[],
  ledger: LedgerRows,
  replacements: Replacements = noReplacements,
): readonly MigrationStatus[] {
  const rows = new Map(ledger.rows.map((row) => [row.migration, row]));
  const files = new Set(entries.map((entry) => entry.name));
  const renames = renamesIn(entries, ledger);
  const ofFiles = entries.map((entry) => {
    const rename = renames.get(entry.name);
    if (rename !== undefined) return statusOfRenamed(entry.name, rename);
    return statusOfFile(entry, rows.get(entry.name), replacements);
  });
  const shown = new Set([...renames.values()].map(({ row }) => row));
  const replaced = new Set([...replacements.values()].flat());
  const ofRows = ledger.rows
    .filter((row) => !files.has(row.migration) && !shown.has(row))
    .map((row) => statusOfRow(row, stateWithoutFile(row, replaced)));
  return [...ofFiles, ...ofRows].sort((a, b) => compareMigrationNames(a.name, b.name));
}

function stateWithoutFile({ migration, state }: LedgerRow, replaced: ReadonlySet<string>): MigrationState {
  if (state === 'partial') return 'partial';
  return replaced.has(migration) ? 'replaced' : 'missing';
}

function statusOfFile(
  entry: MigrationEntry,
  row: LedgerRow | undefined,
  replacements: Replacements,
): MigrationStatus {
  if (row === undefined || isPendingAgain(entry, row)) {
    const replaces = replacements.get(entry.name);
    const pending = { name: entry.name, state: 'pending', batch: null, appliedAt: null } as const;
    return replaces === undefined ? pending : { ...pending, replaces };
  }
  const isChanged = row.state === 'applied' && changeOf(entry, row) !== undefined;
  return statusOfRow(row, isChanged ? 'changed' : row.state);
}

function statusOfRenamed(name: string, { from, row }: Rename): MigrationStatus {
  const { batch = null, appliedAt = null } = row ?? {};
  return { name, state: 'renamed', batch, appliedAt, renamedFrom: from };
}

function statusOfRow(row: LedgerRow, state: MigrationState): MigrationStatus {
  return { name: row.migration, state, batch: row.batch, appliedAt: row.appliedAt };
}
