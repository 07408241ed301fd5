// Records the present checksums of changed files: the ledger learns that a person stands by the files as they are.
import { type ChangedFile, changeOf } from './changed.ts';
import { commitChecksums } from './commit.ts';
import type { SqlDatabase } from './database.ts';
import { repairFailed } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { MigrationEntry } from './source.ts';
import { reasonOf } from './uncommitted.ts';

/** The changed files of what is applied, in their order. A partial migration has not got so far. */
export function changedFilesIn(entries: readonly MigrationEntry[], ledger: Ledger): readonly ChangedFile[] {
  const applied = new Map(
    ledger.rows.filter(({ state }) => state === 'applied').map((row) => [row.migration, row]),
  );
  return entries.flatMap((entry) => {
    const row = applied.get(entry.name);
    return (row === undefined ? undefined : changeOf(entry, row)) ?? [];
  });
}

/** Throws MIGRATION.REPAIR_FAILED where the ledger did not change. */
export async function recordChecksums(
  database: SqlDatabase,
  ledger: Ledger,
  changed: readonly ChangedFile[],
): Promise<void> {
  const checksums = new Map(changed.map(({ name, present }) => [name, present]));
  const outcome = await commitChecksums(database, ledger, checksums);
  if (outcome.kind === 'committed') return;
  throw repairFailed([...checksums.keys()], reasonOf(outcome));
}
