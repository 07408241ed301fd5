// What each method of a runner asks for: a plan, made after files and ledger are read, and how to run it.
import { invalidOption } from '../errors.ts';
import { planFresh, planMigrate, planRefresh, planRollback } from '../plan/plan.ts';
import type { Plan, RollbackSelection } from '../plan/types.ts';
import type { InspectionSelection } from '../run/inspector.ts';
import { planWipe } from '../wipe/plan-wipe.ts';
import { readUserSchema } from '../wipe/user-schema.ts';
import type { RefreshOptions, RollbackOptions, UndoOptions } from './runner-types.ts';
import type { MigrationState, RunnerSetup } from './state.ts';
import type { MigrateOptions } from './types.ts';

export type RunRequest = {
  readonly planFor: (state: MigrationState) => Plan | Promise<Plan>;
  /** Whether the whole run is one batch. */
  readonly atomic: boolean;
  /** null if what the run applies is not linted. */
  readonly inspection: InspectionSelection | null;
};

export function migrateRequest(options: MigrateOptions): RunRequest {
  const { step = false, failOn = [], to, allow = [], only, atomic = false } = options;
  return {
    planFor: ({ statuses, ledger }) => planMigrate(statuses, ledger, { step, failOn, to, only }),
    atomic,
    inspection: { allow, refusesLoss: failOn.includes('MIGRATION.LOSES_DATA') },
  };
}

/** Throws OPTION.INVALID. */
export function rollbackRequest(options: RollbackOptions): RunRequest {
  const selection = toSelection(options);
  return withoutInspection(({ statuses, ledger }) => planRollback(statuses, ledger, selection, options.down));
}

export function resetRequest({ down }: UndoOptions): RunRequest {
  return withoutInspection(({ statuses, ledger }) =>
    planRefresh('reset', statuses, ledger, ledger.rows.length, down),
  );
}

/** Throws OPTION.INVALID. */
export function refreshRequest({ step, down }: RefreshOptions): RunRequest {
  const count = step === undefined ? undefined : positive('step', step);
  return withoutInspection(({ statuses, ledger }) =>
    planRefresh('refresh', statuses, ledger, count ?? ledger.rows.length, down),
  );
}

export function freshRequest({ database, settings }: RunnerSetup): RunRequest {
  return withoutInspection(async ({ entries, ledger }) => {
    const wipe = planWipe(await readUserSchema(database, settings));
    const files = entries.map(({ name }) => name);
    return planFresh(files, ledger, wipe);
  });
}

function withoutInspection(planFor: RunRequest['planFor']): RunRequest {
  return { planFor, atomic: false, inspection: null };
}

/** Throws OPTION.INVALID. */
export function toSelection({ step, batch, to }: RollbackOptions): RollbackSelection {
  const [one, other] = Object.entries({ step, batch, to }).filter(([, value]) => value !== undefined);
  if (one !== undefined && other !== undefined)
    throw invalidOption(
      one[0],
      `cannot be given together with ${other[0]}`,
      'Pass one of step, batch and to.',
    );
  if (to !== undefined) return { kind: 'since', to };
  if (step !== undefined) return { kind: 'last', count: positive('step', step) };
  if (batch !== undefined) return { kind: 'batch', batch: positive('batch', batch) };
  return { kind: 'last-batch' };
}

function positive(option: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw invalidOption(option, `is ${value}`, 'Pass a whole number from 1 up.');
  return value;
}
