// Records what is so now: the ledger learns that a person stands by the files and by the schema as they are.
import { type ChangedFile, changeOf } from './changed.ts';
import { commitRepair } from './commit/records.ts';
import type { SqlDatabase } from './database.ts';
import { schemaStatusOf } from './drift.ts';
import { repairFailed } from './errors.ts';
import type { Ledger, LedgerRow } from './ledger/ledger.ts';
import { loadMigration } from './load.ts';
import type { SchemaChange } from './schema-objects.ts';
import type { MigrationEntry } from './source.ts';
import { downToStore } from './stored-down.ts';
import { uncommitted } from './uncommitted.ts';

/** What the ledger says otherwise: the changed files of what is applied, and what of the schema is not as it was left. */
export type Repair = { readonly files: readonly ChangedFile[]; readonly schema: readonly SchemaChange[] };

/** A partial migration has not got so far. */
export function repairOf(entries: readonly MigrationEntry[], ledger: Ledger): Repair {
  const applied = new Map(
    ledger.rows.filter(({ state }) => state === 'applied').map((row) => [row.migration, row]),
  );
  const files = entries.flatMap((entry) => {
    const row = applied.get(entry.name);
    return (row === undefined ? undefined : changeOf(entry, row)) ?? [];
  });
  const status = schemaStatusOf(ledger);
  return { files, schema: status.state === 'drifted' ? status.changes : [] };
}

export function isNothing({ files, schema }: Repair): boolean {
  return files.length === 0 && schema.length === 0;
}

/**
 * The rows of the changed files as they will be: with the checksum and the down() of now, since a person who stands by the
 * file stands by its way back too. Throws what loading throws.
 */
export async function repairedRows(
  database: SqlDatabase,
  entries: readonly MigrationEntry[],
  ledger: Ledger,
  { files }: Repair,
): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (const { name, present: checksum } of files) {
    const entry = entries.find((other) => other.name === name);
    const row = ledger.rows.find(({ migration }) => migration === name);
    if (entry === undefined || row === undefined) throw new Error(`'${name}' is to be repaired and is gone.`);
    const loaded = { name, checksum, migration: await loadMigration(entry) };
    rows.push({ ...row, checksum, downSql: await downToStore(loaded, database) });
  }
  return rows;
}

/** Throws MIGRATION.REPAIR_FAILED where the ledger did not change. */
export async function recordRepair(
  database: SqlDatabase,
  ledger: Ledger,
  { files, schema }: Repair,
  rows: readonly LedgerRow[],
): Promise<void> {
  const outcome = await commitRepair(database, ledger, rows);
  if (outcome.kind === 'committed') return;
  const names = [...files, ...schema.map(({ type, name }) => ({ name: `${type} ${name}` }))];
  throw repairFailed(
    names.map(({ name }) => name),
    uncommitted(outcome),
  );
}
