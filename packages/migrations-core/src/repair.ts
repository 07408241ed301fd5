// Records what is so now: the ledger learns that a person stands by the files and by the schema as they are.
import { type ChangedFile, changeOf } from './changed.ts';
import { commitRepair } from './commit.ts';
import type { SqlDatabase } from './database.ts';
import { schemaStatusOf } from './drift.ts';
import { repairFailed } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { SchemaChange } from './schema-objects.ts';
import type { MigrationEntry } from './source.ts';
import { reasonOf } from './uncommitted.ts';

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

/** Throws MIGRATION.REPAIR_FAILED where the ledger did not change. */
export async function recordRepair(
  database: SqlDatabase,
  ledger: Ledger,
  { files, schema }: Repair,
): Promise<void> {
  const checksums = new Map(files.map(({ name, present }) => [name, present]));
  const outcome = await commitRepair(database, ledger, checksums);
  if (outcome.kind === 'committed') return;
  const names = [...checksums.keys(), ...schema.map(({ type, name }) => `${type} ${name}`)];
  throw repairFailed(names, reasonOf(outcome));
}
