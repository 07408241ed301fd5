// The flags of roost make:migration.
import { type Flag, text, texts, toggle } from '../../flag.ts';
import { databaseFlags, type FlagsOf } from '../../flags.ts';
import { noOther } from '../../make/difference/renames.ts';

const ways = ['create', 'table', 'columns', 'fill'];

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
  {
    syntax: '--from-schema <file>',
    value: text,
    summary: 'write what leads from the schema of the migrations to the one in this SQL file',
    conflicts: [...ways, 'fromDrift'],
  },
  {
    syntax: '--from-drift',
    value: toggle,
    summary: 'write what somebody has changed in the database without a migration',
    conflicts: ways,
  },
  {
    syntax: '--rename <old:new>',
    value: texts,
    summary: 'with --from-schema or --from-drift: table:new or table.column:new is a rename; can be repeated',
  },
  {
    syntax: '--no-rename',
    value: { ...texts, preset: noOther },
    summary: 'with --from-schema or --from-drift: nothing else is a rename',
  },
  { syntax: '--sql', value: toggle, summary: 'write SQL, with a section for each direction' },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type MakeFlags = FlagsOf<typeof flags>;
