// The flags of roost make:migration.
import { type Flag, text, toggle } from '../../flag.ts';
import { type FlagsOf, projectFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--create <table>',
    value: text,
    summary: 'write a migration that creates this table',
    conflicts: ['table'],
  },
  { syntax: '--table <table>', value: text, summary: 'write a migration that alters this table' },
  {
    syntax: '--columns <list>',
    value: text,
    summary: "write these columns: 'title:text, views:int=0, author:references users'",
  },
  {
    syntax: '--fill',
    value: toggle,
    summary: 'write what the name says (default: if roost.json has "stubs": "filled")',
  },
  { syntax: '--no-fill', value: toggle, summary: 'write empty functions' },
  { syntax: '--sql', value: toggle, summary: 'write SQL, with a section for each direction' },
  ...projectFlags,
] as const satisfies readonly Flag[];

export type MakeFlags = FlagsOf<typeof flags>;
