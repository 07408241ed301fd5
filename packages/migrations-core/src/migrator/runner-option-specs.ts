// The options of a runner and its methods.
import { wranglerFiles } from '../ledger/ledger-settings.ts';
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

export const failableWarnings = ['MIGRATION.CHANGED', 'MIGRATION.OUT_OF_ORDER'] as const;

export const runnerOptions: OptionSpecs<RunnerOptions> = {
  database: aDatabase,
  migrations: aSource,
  ledger: aText,
  trustAtomicBatches: aBoolean,
  rules: aFunction,
  wranglerLedger: aText,
  wranglerFile: oneOf(wranglerFiles),
  environment: anything,
  approve: aFunction,
  bookmark: aFunction,
  shouldStop: aFunction,
  onEvent: aFunction,
  now: aFunction,
};

/** Throws OPTION.INVALID. `fn`: the function that takes the options, as a program calls it. */
export function checkSetupOptions<Options extends { readonly environment?: EnvironmentSetting }>(
  fn: string,
  options: Options,
  specs: OptionSpecs<Options>,
): void {
  checkOptions(fn, options, specs);
  const { environment } = options;
  if (environment !== undefined) checkOptions('environment', environment, environmentSetting);
}

/**
 * Throws OPTION.INVALID; for an option that needs an inspection, with the hint to use createMigrator(). `fn`: the
 * method.
 */
export function checkRunOptions<Options extends object>(
  fn: string,
  options: Options,
  specs: OptionSpecs<Options>,
): void {
  const option = optionThatInspects(options);
  if (option !== undefined) throw needsInspection(option);
  checkOptions(fn, options, specs);
}

/** The option, if one is set, that only an inspection can serve. */
function optionThatInspects(options: {
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

const environmentSetting: OptionSpecs<EnvironmentSetting> = {
  name: aText,
  onMismatch: oneOf(['warn', 'refuse']),
};

export const noOptions: OptionSpecs<Record<never, never>> = {};

export const migrateOptions: OptionSpecs<RunnerMigrateOptions> = {
  step: aBoolean,
  failOn: someOf(failableWarnings),
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
