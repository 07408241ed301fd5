// The options of a migrator and its methods, which extend those of a runner.
import {
  aBoolean,
  aDatabase,
  aFunction,
  aList,
  aText,
  type OptionSpec,
  type OptionSpecs,
  someOf,
} from '../options.ts';
import * as runner from './runner-option-specs.ts';
import type { RefreshOptions, RollbackOptions, UndoOptions } from './runner-types.ts';
import type {
  AdoptOptions,
  MigrateOptions,
  MigratorOptions,
  Pretend,
  RehearseOptions,
  SeedOptions,
  SquashOptions,
} from './types.ts';

export const migratorOptions: OptionSpecs<MigratorOptions> = {
  ...runner.runnerOptions,
  openScratch: aFunction,
  remedyFor: aFunction,
};

const failOn: OptionSpec = someOf([...runner.failableWarnings, 'MIGRATION.LOSES_DATA']);

export const pretendOptions: OptionSpecs<Pretend> = { pretend: aBoolean };

export const migrateOptions: OptionSpecs<MigrateOptions & Pretend> = {
  ...runner.migrateOptions,
  ...pretendOptions,
  failOn,
  allow: aList,
  only: aList,
};

export const rollbackOptions: OptionSpecs<RollbackOptions & Pretend> = {
  ...runner.rollbackOptions,
  ...pretendOptions,
};

export const resetOptions: OptionSpecs<UndoOptions & Pretend> = { ...runner.resetOptions, ...pretendOptions };

export const refreshOptions: OptionSpecs<RefreshOptions & Pretend> = {
  ...runner.refreshOptions,
  ...pretendOptions,
};

export const rehearseOptions: OptionSpecs<RehearseOptions> = { to: aText, failOn };

export const adoptOptions: OptionSpecs<AdoptOptions> = {
  ledgerOf: aText,
  to: aText,
  scratch: aDatabase,
  force: aBoolean,
  pretend: aBoolean,
  approve: aFunction,
};

export const squashOptions: OptionSpecs<SquashOptions> = {
  to: aText,
  withoutRows: aBoolean,
  scratch: aDatabase,
};

export const seedOptions: OptionSpecs<SeedOptions & Pretend> = {
  ...pretendOptions,
  seeders: { ...aList, isRequired: true, hint: 'Pass what loadSeeders() returns.' },
  approve: aFunction,
  onEvent: aFunction,
};
