// Brings an object's schema up to date, rolls it back, and says what either would do.
import type { MigrationMap, MigrationSource } from '../migration/source.ts';
import { toSelection } from '../migrator/requests.ts';
import type { RollbackOptions } from '../migrator/runner-types.ts';
import { aText, checkOptions, type OptionSpecs, someOf } from '../options.ts';
import { loadSteps } from '../plan/load-plan.ts';
import { planMigrate, planRollback } from '../plan/plan.ts';
import type { FailableWarning, Plan } from '../plan/types.ts';
import type { MigrationReport } from '../run/report.ts';
import { inTurn } from './in-turn.ts';
import { sqlDatabase } from './object-database.ts';
import { loadUps, runPlan } from './run.ts';
import { type ObjectRead, type ObjectSetup, readObject, setupOf } from './setup.ts';
import type { ObjectStorage } from './storage.ts';

export type MigrateObjectOptions = {
  /** The ledger's table; `migrations` by default. */
  readonly ledger?: string;
  /** Applies what is pending up to and including this one: its name, its digits, or its title if no other has it. */
  readonly to?: string;
  /** Which warnings refuse the run before anything is written; the others are the report's warnings. */
  readonly failOn?: readonly Exclude<FailableWarning, 'MIGRATION.LOSES_DATA'>[];
};

export const migrateSpecs: OptionSpecs<MigrateObjectOptions> = {
  ledger: aText,
  to: aText,
  failOn: someOf(['MIGRATION.CHANGED', 'MIGRATION.OUT_OF_ORDER']),
};

/**
 * Applies what is pending to an object's `ctx.storage`, each migration and its ledger row as one transaction. If
 * nothing is pending, it reads once, writes nothing and waits for nothing, unless the migrations are listed by a
 * source. Two calls on one storage run one after the other. Migrations that only the ledger has are a warning of the
 * report. Throws MIGRATION.FAILED and the other codes of a run, OBJECT.ANSWER_CHANGED and OBJECT.ORPHANS; the object
 * is then as the last migration that succeeded left it.
 */
export function migrateObject(
  storage: ObjectStorage,
  migrations: MigrationSource | MigrationMap,
  options: MigrateObjectOptions = {},
): Promise<MigrationReport> {
  return inTurn(storage, async () => {
    checkOptions('migrateObject()', options, migrateSpecs);
    const setup = setupOf(storage, migrations, options.ledger);
    const read = readObject(setup);
    const state = read instanceof Promise ? await read : read;
    const plan = pendingIn(state, options);
    const report = runPlan(setup, plan, () => loadUps(plan, state));
    // To return a promise, even a settled one, would make the caller wait.
    return report instanceof Promise ? await report : report;
  });
}

/** The plan of a migrate. Throws what planning throws. */
export function pendingIn({ statuses, ledger }: ObjectRead, { to, failOn = [] }: MigrateObjectOptions): Plan {
  return planMigrate(statuses, ledger, { step: false, failOn, to });
}

/** Rolls back the selected migrations, newest first, by the down() that was stored if a file has changed or is gone. */
export async function rollbackObject(setup: ObjectSetup, options: RollbackOptions): Promise<MigrationReport> {
  const selection = toSelection(options);
  return inTurn(setup.storage, async () => {
    const { statuses, ledger, entries } = await readObject(setup);
    const plan = planRollback(statuses, ledger, selection, options.down);
    return runPlan(setup, plan, () => loadSteps(sqlDatabase(setup.storage), ledger, plan, entries));
  });
}
