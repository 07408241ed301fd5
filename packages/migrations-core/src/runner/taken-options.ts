// What a runner and its methods take.
import type { EnvironmentSetting } from '../environment.ts';
import type { MigrateOptions, Pretend } from '../migrator.ts';
import { checkOptions, type Taken, type TakenOptions } from '../options.ts';
import type { Refusable } from '../steps.ts';
import type { RefreshOptions, RollbackOptions, RunnerOptions, UndoOptions } from './runner.ts';

const anything = { kind: 'anything' } as const;
export const boolean = { kind: 'boolean' } as const;
export const called = { kind: 'function' } as const;
export const database = { kind: 'database' } as const;
export const text = { kind: 'string' } as const;
const down = { kind: 'one-of', texts: ['stored', 'file'] } as const;

const refusable: readonly Refusable[] = [
  'MIGRATION.CHANGED',
  'MIGRATION.OUT_OF_ORDER',
  'MIGRATION.LOSES_DATA',
];
export const refuse: Taken = { kind: 'some-of', texts: refusable };

export const ofRunner: TakenOptions<RunnerOptions> = {
  database,
  migrations: { kind: 'source' },
  ledger: text,
  batches: { kind: 'one-of', texts: ['atomic', 'unproven'] },
  rules: called,
  wranglerLedger: text,
  environment: anything,
  approve: called,
  bookmark: called,
  interruption: called,
  onEvent: called,
  now: called,
};

/** Throws OPTION.INVALID. `of`: what takes the options, as a program calls it. */
export function checkSetUp<Options extends { readonly environment?: EnvironmentSetting }>(
  of: string,
  options: Options,
  taken: TakenOptions<Options>,
): void {
  checkOptions(of, options, taken);
  const { environment } = options;
  if (environment !== undefined) checkOptions('environment', environment, ofEnvironment);
}

const ofEnvironment: TakenOptions<EnvironmentSetting> = {
  name: text,
  onMismatch: { kind: 'one-of', texts: ['warn', 'refuse'] },
};

export const ofPretend: TakenOptions<Pretend> = { pretend: boolean };

export const ofMigrate: TakenOptions<MigrateOptions & Pretend> = {
  step: boolean,
  refuse,
  to: text,
  allow: { kind: 'list' },
  atomic: boolean,
  pretend: boolean,
};

export const ofRollback: TakenOptions<RollbackOptions & Pretend> = {
  step: anything,
  batch: anything,
  to: text,
  down,
  pretend: boolean,
};

export const ofReset: TakenOptions<UndoOptions & Pretend> = { down, pretend: boolean };

export const ofRefresh: TakenOptions<RefreshOptions & Pretend> = { step: anything, down, pretend: boolean };
