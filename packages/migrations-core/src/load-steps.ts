// The migrations of a plan, loaded and checked before its first step.
import { irreversible, ledgerCorrupt, replacedFilesPresent } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';
import { type LoadedMigration, type LoadedMigrations, loadMigration, stepKey } from './load.ts';
import type { MigrationEntry } from './source.ts';
import type { Plan, PlanStep } from './steps.ts';
import { isUnreadable, storedMigration } from './stored-down.ts';

/** Throws what loading throws, MIGRATION.REPLACED_PRESENT, LEDGER.CORRUPT, and MIGRATION.IRREVERSIBLE where a step down has no down(), of its file or stored. */
export async function loadSteps(
  plan: Plan,
  entries: readonly MigrationEntry[],
  ledger: Ledger,
): Promise<LoadedMigrations> {
  const files = new Map<string, LoadedMigration>();
  const ofFiles = new Set(plan.steps.filter(({ down }) => down !== 'stored').map(({ name }) => name));
  for (const entry of entries.filter(({ name }) => ofFiles.has(name))) {
    const { name, checksum = null } = entry;
    files.set(name, { name, checksum, migration: await loadMigration(entry) });
  }
  refuseReplacedFiles(entries, [...files.values()]);
  const loaded = new Map<string, LoadedMigration>();
  for (const step of plan.steps) {
    const migration = step.down === 'stored' ? storedFor(step, ledger) : files.get(step.name);
    if (migration !== undefined) loaded.set(stepKey(step), migration);
  }
  const downs = plan.steps.filter((step) => step.direction === 'down');
  const without = downs.filter((step) => loaded.get(stepKey(step))?.migration.down === undefined);
  if (without.length > 0) throw irreversible(without.map(({ name }) => name));
  return loaded;
}

function storedFor({ name }: PlanStep, { rows, table }: Ledger): LoadedMigration {
  const downSql = rows.find(({ migration }) => migration === name)?.downSql ?? '';
  if (isUnreadable(downSql)) throw ledgerCorrupt(table, `the stored down() of '${name}' holds no statement`);
  return { name, checksum: null, migration: storedMigration(name, downSql) };
}

// What it makes would be made twice.
function refuseReplacedFiles(entries: readonly MigrationEntry[], loaded: readonly LoadedMigration[]): void {
  for (const { name, migration } of loaded) {
    const present = entries.map((entry) => entry.name).filter((other) => migration.replaces?.includes(other));
    if (present.length > 0) throw replacedFilesPresent(name, present);
  }
}
