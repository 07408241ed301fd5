// What a migrator takes beside what a runner does.
import { foreignTools } from './adopt/foreign-ledgers.ts';
import type { AdoptOptions, MigratorOptions, RehearseOptions, SquashOptions } from './migrator.ts';
import type { TakenOptions } from './options.ts';
import { boolean, called, database, ofRunner, refuse, text } from './runner/taken-options.ts';

export const ofMigrator: TakenOptions<MigratorOptions> = { ...ofRunner, scratch: called };

export const ofRehearse: TakenOptions<RehearseOptions> = { to: text, refuse };

export const ofAdopt: TakenOptions<AdoptOptions> = {
  from: { kind: 'one-of', texts: foreignTools },
  to: text,
  scratch: database,
  force: boolean,
  pretend: boolean,
  approve: called,
};

export const ofSquash: TakenOptions<SquashOptions> = { to: text, withoutRows: boolean, scratch: database };
