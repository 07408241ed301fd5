// The migrations of a plan, loaded and checked before its first step.
import type { SqlDatabase } from '../database/d1.ts';
import { ledgerCorrupt } from '../ledger/errors.ts';
import type { LedgerRows } from '../ledger/ledger.ts';
import { irreversible } from '../migration/errors.ts';
import { type LoadedMigration, type LoadedMigrations, loadMigration } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';
import type { PlanStep } from '../migration/step.ts';
import { stepKey } from '../migration/step.ts';
import { hasNoStatements, readStoredDowns, storedMigration } from '../record/stored-down.ts';
import { replacedFilesPresent } from './errors.ts';
import type { Plan } from './types.ts';

/**
 * One request if stored down()s are to run, otherwise none. Throws what loading throws, MIGRATION.REPLACED_PRESENT,
 * LEDGER.CORRUPT, and MIGRATION.IRREVERSIBLE if a step down has neither a down() in its file nor a stored one.
 */
export async function loadSteps(
  database: SqlDatabase,
  ledger: LedgerRows,
  plan: Plan,
  entries: readonly MigrationEntry[],
): Promise<LoadedMigrations> {
  const files = await loadFiles(plan, entries);
  const stored = plan.steps.filter(({ down }) => down === 'stored').map(({ name }) => name);
  const downs = stored.length === 0 ? noDowns : await readStoredDowns(database, ledger, stored);
  const loaded = new Map<string, LoadedMigration>();
  for (const step of plan.steps) {
    const migration = step.down === 'stored' ? storedFor(step, ledger, downs) : files.get(step.name);
    if (migration !== undefined) loaded.set(stepKey(step), migration);
  }
  const undone = plan.steps.filter((step) => step.direction === 'down');
  const without = undone.filter((step) => loaded.get(stepKey(step))?.migration.down === undefined);
  if (without.length > 0) throw irreversible(without.map(({ name }) => name));
  return loaded;
}

/** By name, those of which a file runs. Throws what loading throws, and MIGRATION.REPLACED_PRESENT. */
export async function loadFiles(
  { steps }: Plan,
  entries: readonly MigrationEntry[],
): Promise<ReadonlyMap<string, LoadedMigration>> {
  const files = new Map<string, LoadedMigration>();
  const fromFiles = new Set(steps.filter(({ down }) => down !== 'stored').map(({ name }) => name));
  for (const entry of entries.filter(({ name }) => fromFiles.has(name))) {
    const { name, checksum = null } = entry;
    files.set(name, { name, checksum, migration: await loadMigration(entry) });
  }
  refuseReplacedFiles(entries, [...files.values()]);
  return files;
}

const noDowns: ReadonlyMap<string, string> = new Map();

function storedFor(
  { name }: PlanStep,
  { table }: LedgerRows,
  downs: ReadonlyMap<string, string>,
): LoadedMigration {
  const downSql = downs.get(name) ?? '';
  if (hasNoStatements(downSql))
    throw ledgerCorrupt(table, `the stored down() of '${name}' has no statements`);
  return { name, checksum: null, migration: storedMigration(name, downSql) };
}

// A squashed migration and the files that it replaces would create everything twice.
function refuseReplacedFiles(entries: readonly MigrationEntry[], loaded: readonly LoadedMigration[]): void {
  const files = new Set(entries.map(({ name }) => name));
  for (const { name, migration } of loaded) {
    const present = (migration.replaces ?? []).filter((other) => files.has(other));
    if (present.length > 0) throw replacedFilesPresent(name, present);
  }
}
