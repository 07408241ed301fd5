// What a runner and its methods take.

import {
  aBoolean,
  aDatabase,
  aFunction,
  anything,
  aSource,
  aText,
  checkOptions,
  type OptionSpecs,
  oneOf,
  someOf,
} from '../options.ts';
import type { EnvironmentSetting } from '../plan/environment.ts';
import { needsInspection } from '../run/no-inspection.ts';
import type {
  RefreshOptions,
  RollbackOptions,
  RunnerMigrateOptions,
  RunnerOptions,
  UndoOptions,
} from './runner-types.ts';

const down = oneOf(['stored', 'file']);

export const refusable = ['MIGRATION.CHANGED', 'MIGRATION.OUT_OF_ORDER'] as const;

export const runnerOptions: OptionSpecs<RunnerOptions> = {
  database: aDatabase,
  migrations: aSource,
  ledger: aText,
  trustAtomicBatches: aBoolean,
  rules: aFunction,
  wranglerLedger: aText,
  environment: anything,
  approve: aFunction,
  bookmark: aFunction,
  shouldStop: aFunction,
  onEvent: aFunction,
  now: aFunction,
};

/** Throws OPTION.INVALID. `of`: what takes the options, as a program calls it. */
export function checkSetUp<Options extends { readonly environment?: EnvironmentSetting }>(
  of: string,
  options: Options,
  taken: OptionSpecs<Options>,
): void {
  checkOptions(of, options, taken);
  const { environment } = options;
  if (environment !== undefined) checkOptions('environment', environment, ofEnvironment);
}

/** Throws OPTION.INVALID, for what needs an inspection with the way to have one. `of`: the method. */
export function checkRunOptions<Options extends object>(
  of: string,
  options: Options,
  specs: OptionSpecs<Options>,
): void {
  const asked = inspectionAskedOf(options);
  if (asked !== undefined) throw needsInspection(asked);
  checkOptions(of, options, specs);
}

function inspectionAskedOf(options: {
  readonly pretend?: unknown;
  readonly allow?: unknown;
  readonly failOn?: unknown;
}): string | undefined {
  if (options.pretend) return 'pretend';
  if (options.allow !== undefined) return 'allow';
  const { failOn } = options;
  return Array.isArray(failOn) && failOn.includes('MIGRATION.LOSES_DATA')
    ? 'MIGRATION.LOSES_DATA'
    : undefined;
}

const ofEnvironment: OptionSpecs<EnvironmentSetting> = {
  name: aText,
  onMismatch: oneOf(['warn', 'refuse']),
};

export const noOptions: OptionSpecs<Record<never, never>> = {};

export const migrateOptions: OptionSpecs<RunnerMigrateOptions> = {
  step: aBoolean,
  failOn: someOf(refusable),
  to: aText,
  atomic: aBoolean,
};

export const rollbackOptions: OptionSpecs<RollbackOptions> = {
  step: anything,
  batch: anything,
  to: aText,
  down,
};

export const resetOptions: OptionSpecs<UndoOptions> = { down };

export const refreshOptions: OptionSpecs<RefreshOptions> = { step: anything, down };
