// What the methods of a migrator, and what stands beside it, take.
import { foreignTools } from './adopt/foreign-ledgers.ts';
import type { EnvironmentSetting } from './environment.ts';
import type {
  AdoptOptions,
  MigrateOptions,
  MigratorOptions,
  Pretend,
  RefreshOptions,
  RehearseOptions,
  RollbackOptions,
  SquashOptions,
  UndoOptions,
} from './migrator.ts';
import type { TakenOptions } from './options.ts';
import type { Refusable } from './steps.ts';

const anything = { kind: 'anything' } as const;
const boolean = { kind: 'boolean' } as const;
const called = { kind: 'function' } as const;
const database = { kind: 'database' } as const;
const text = { kind: 'string' } as const;
const down = { kind: 'one-of', texts: ['stored', 'file'] } as const;

const refusable: readonly Refusable[] = [
  'MIGRATION.CHANGED',
  'MIGRATION.OUT_OF_ORDER',
  'MIGRATION.LOSES_DATA',
];
const refuse = { kind: 'some-of', texts: refusable } as const;

export const ofMigrator: TakenOptions<MigratorOptions> = {
  database,
  migrations: { kind: 'source' },
  ledger: text,
  batches: { kind: 'one-of', texts: ['atomic', 'unproven'] },
  rules: called,
  wranglerLedger: text,
  environment: anything,
  approve: called,
  bookmark: called,
  scratch: called,
  interruption: called,
  onEvent: called,
  now: called,
};

export const ofEnvironment: TakenOptions<EnvironmentSetting> = {
  name: text,
  onMismatch: { kind: 'one-of', texts: ['warn', 'refuse'] },
};

export const ofPretend: TakenOptions<Pretend> = { pretend: boolean };

export const ofMigrate: TakenOptions<MigrateOptions & Pretend> = {
  step: boolean,
  refuse,
  to: text,
  allow: { kind: 'list' },
  pretend: boolean,
};

export const ofRehearse: TakenOptions<RehearseOptions> = { to: text, refuse };

export const ofRollback: TakenOptions<RollbackOptions & Pretend> = {
  step: anything,
  batch: anything,
  to: text,
  down,
  pretend: boolean,
};

export const ofReset: TakenOptions<UndoOptions & Pretend> = { down, pretend: boolean };

export const ofRefresh: TakenOptions<RefreshOptions & Pretend> = { step: anything, down, pretend: boolean };

export const ofAdopt: TakenOptions<AdoptOptions> = {
  from: { kind: 'one-of', texts: foreignTools },
  to: text,
  scratch: database,
  force: boolean,
  pretend: boolean,
  approve: called,
};

export const ofSquash: TakenOptions<SquashOptions> = { to: text, withoutRows: boolean, scratch: database };
