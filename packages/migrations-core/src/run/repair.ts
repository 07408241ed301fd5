// Accepts the current files and schema as what was applied, and writes that to the ledger.
import { commitRepair, type RepairedRow } from '../commit/ledger-commits.ts';
import { notCommitted } from '../commit/not-committed.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaChange } from '../database/schema.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger, LedgerRow } from '../ledger/ledger.ts';
import { loadMigration } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { type ChangedFile, changeOf, isPendingAgain } from '../plan/changed-files.ts';
import { schemaStatusOf } from '../plan/drift.ts';
import { renamesIn } from '../plan/renamed-files.ts';
import { serializeDown, storedAs } from '../record/stored-down.ts';
import { repairFailed } from './errors.ts';

/**
 * What differs from the ledger: changed files of applied migrations, renamed files, and the changes of the schema
 * since the last run.
 */
export type Repair = {
  readonly files: readonly ChangedFile[];
  readonly renamed: readonly RenamedFile[];
  readonly schema: readonly SchemaChange[];
};

export type RenamedFile = { readonly name: string; readonly from: string };

/** Leaves out partial migrations, which `roost migrate:resolve` is for. */
export function repairOf(ledger: Ledger, entries: readonly MigrationEntry[]): Repair {
  const applied = new Map(
    ledger.rows.filter(({ state }) => state === 'applied').map((row) => [row.migration, row]),
  );
  const renames = renamesIn(entries, ledger);
  const files = entries.flatMap((entry) => {
    const row = renames.has(entry.name) ? undefined : applied.get(entry.name);
    // The row of a migration that is pending again is written when it is applied.
    if (row === undefined || isPendingAgain(entry, row)) return [];
    return changeOf(entry, row) ?? [];
  });
  const renamed = [...renames].flatMap(([name, { row }]) =>
    row === undefined ? [] : [{ name, from: row.migration }],
  );
  const status = schemaStatusOf(ledger);
  return { files, renamed, schema: status.state === 'drifted' ? status.changes : [] };
}

export function isNothing({ files, renamed, schema }: Repair): boolean {
  return files.length + renamed.length + schema.length === 0;
}

/**
 * The rows as they will be: those of changed files with the current checksum and down(), because accepting the file
 * accepts its down() too; those of renamed files with the new name. Throws what loading throws.
 */
export async function repairedRows(
  database: SqlDatabase,
  ledger: Ledger,
  entries: readonly MigrationEntry[],
  { files, renamed }: Repair,
): Promise<readonly RepairedRow[]> {
  const rows: RepairedRow[] = [];
  for (const { name, present: checksum } of files) {
    const entry = entries.find((other) => other.name === name);
    if (entry === undefined) throw new Error(`'${name}' is to be repaired and is gone.`);
    const loaded = { name, checksum, migration: await loadMigration(entry) };
    const downSql = await serializeDown(database, loaded);
    const row = { ...rowOf(name, ledger), checksum, down: storedAs(downSql) };
    rows.push({ kind: 'file', row, downSql });
  }
  const names = renamed.map(({ name, from }): RepairedRow => {
    return { kind: 'renamed', row: { ...rowOf(from, ledger), migration: name } };
  });
  return [...rows, ...names];
}

function rowOf(name: string, { rows }: Ledger): LedgerRow {
  const row = rows.find(({ migration }) => migration === name);
  if (row === undefined) throw new Error(`The ledger has lost the row of '${name}'.`);
  return row;
}

/** Throws MIGRATION.REPAIR_FAILED if the ledger did not change. */
export async function writeRepair(
  database: SqlDatabase,
  ledger: Ledger,
  { files, renamed, schema }: Repair,
  rows: readonly RepairedRow[],
): Promise<void> {
  const outcome = await commitRepair(database, new HeldLedger(ledger), rows);
  if (outcome.kind === 'committed') return;
  const names = [...files, ...renamed, ...schema.map(({ type, name }) => ({ name: `${type} ${name}` }))];
  throw repairFailed(
    names.map(({ name }) => name),
    notCommitted(outcome),
  );
}
