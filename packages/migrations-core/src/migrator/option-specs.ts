// What a migrator takes beside what a runner does.
import { foreignTools } from '../adopt/foreign-ledgers.ts';
import { aBoolean, aDatabase, aFunction, aText, oneOf, type TakenOptions } from '../options.ts';
import { ofRunner, refuse } from './runner-option-specs.ts';
import type { AdoptOptions, MigratorOptions, RehearseOptions, SquashOptions } from './types.ts';

export const ofMigrator: TakenOptions<MigratorOptions> = { ...ofRunner, scratch: aFunction };

export const ofRehearse: TakenOptions<RehearseOptions> = { to: aText, refuse };

export const ofAdopt: TakenOptions<AdoptOptions> = {
  from: oneOf(foreignTools),
  to: aText,
  scratch: aDatabase,
  force: aBoolean,
  pretend: aBoolean,
  approve: aFunction,
};

export const ofSquash: TakenOptions<SquashOptions> = { to: aText, withoutRows: aBoolean, scratch: aDatabase };
