// What a migrator takes beside what a runner does.
import { foreignTools } from '../adopt/foreign-ledgers.ts';
import { aBoolean, aDatabase, aFunction, aText, type OptionSpecs, oneOf } from '../options.ts';
import { refuse, runnerOptions } from './runner-option-specs.ts';
import type { AdoptOptions, MigratorOptions, RehearseOptions, SquashOptions } from './types.ts';

export const migratorOptions: OptionSpecs<MigratorOptions> = { ...runnerOptions, scratch: aFunction };

export const rehearseOptions: OptionSpecs<RehearseOptions> = { to: aText, refuse };

export const adoptOptions: OptionSpecs<AdoptOptions> = {
  from: oneOf(foreignTools),
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
