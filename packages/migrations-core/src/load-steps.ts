// The migrations of a plan, loaded and checked before its first step.
import { irreversible, ledgerCorrupt, replacedFilesPresent } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';
import { type LoadedMigration, type LoadedMigrations, loadMigration } from './load.ts';
import type { MigrationEntry } from './source.ts';
import type { Plan } from './steps.ts';
import { isUnreadable, storedMigration } from './stored-down.ts';

/** Throws what loading throws, MIGRATION.REPLACED_PRESENT, LEDGER.CORRUPT, and MIGRATION.IRREVERSIBLE where a step down has no down(), of its file or stored. */
export async function loadSteps(
  plan: Plan,
  entries: readonly MigrationEntry[],
  ledger: Ledger,
): Promise<LoadedMigrations> {
  const wanted = new Set(plan.steps.map((step) => step.name));
  const loaded = new Map<string, LoadedMigration>();
  for (const entry of entries.filter(({ name }) => wanted.has(name))) {
    const { name, checksum = null } = entry;
    loaded.set(name, { name, checksum, migration: await loadMigration(entry) });
  }
  refuseReplacedFiles(entries, [...loaded.values()]);
  for (const { migration: name, downSql } of ledger.rows) {
    if (!wanted.has(name) || loaded.has(name) || downSql === null) continue;
    if (isUnreadable(downSql))
      throw ledgerCorrupt(ledger.table, `the stored down() of '${name}' holds no statement`);
    loaded.set(name, { name, checksum: null, migration: storedMigration(name, downSql) });
  }
  const downs = plan.steps.filter((step) => step.direction === 'down').map((step) => step.name);
  const without = downs.filter((name) => loaded.get(name)?.migration.down === undefined);
  if (without.length > 0) throw irreversible(without);
  return loaded;
}

// What it makes would be made twice.
function refuseReplacedFiles(entries: readonly MigrationEntry[], loaded: readonly LoadedMigration[]): void {
  for (const { name, migration } of loaded) {
    const present = entries.map((entry) => entry.name).filter((other) => migration.replaces?.includes(other));
    if (present.length > 0) throw replacedFilesPresent(name, present);
  }
}
