// What a runner and its methods take.

import {
  aBoolean,
  aDatabase,
  aFunction,
  aList,
  anything,
  aSource,
  aText,
  checkOptions,
  type OptionSpec,
  type OptionSpecs,
  oneOf,
  someOf,
} from '../options.ts';
import type { EnvironmentSetting } from '../plan/environment.ts';
import type { Refusable } from '../plan/types.ts';
import type { RefreshOptions, RollbackOptions, RunnerOptions, UndoOptions } from './runner-types.ts';
import type { MigrateOptions, Pretend } from './types.ts';

const down = oneOf(['stored', 'file']);

const refusable: readonly Refusable[] = [
  'MIGRATION.CHANGED',
  'MIGRATION.OUT_OF_ORDER',
  'MIGRATION.LOSES_DATA',
];
export const refuse: OptionSpec = someOf(refusable);

export const runnerOptions: OptionSpecs<RunnerOptions> = {
  database: aDatabase,
  migrations: aSource,
  ledger: aText,
  batches: oneOf(['atomic', 'unproven']),
  rules: aFunction,
  wranglerLedger: aText,
  environment: anything,
  approve: aFunction,
  bookmark: aFunction,
  interruption: aFunction,
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

const ofEnvironment: OptionSpecs<EnvironmentSetting> = {
  name: aText,
  onMismatch: oneOf(['warn', 'refuse']),
};

export const ofPretend: OptionSpecs<Pretend> = { pretend: aBoolean };

export const ofMigrate: OptionSpecs<MigrateOptions & Pretend> = {
  step: aBoolean,
  refuse,
  to: aText,
  allow: aList,
  atomic: aBoolean,
  pretend: aBoolean,
};

export const ofRollback: OptionSpecs<RollbackOptions & Pretend> = {
  step: anything,
  batch: anything,
  to: aText,
  down,
  pretend: aBoolean,
};

export const ofReset: OptionSpecs<UndoOptions & Pretend> = { down, pretend: aBoolean };

export const ofRefresh: OptionSpecs<RefreshOptions & Pretend> = { step: anything, down, pretend: aBoolean };
