// The flags of roost migrate:squash.
import { type Flag, text, toggle } from '../../flag.ts';
import { databaseFlags, type FlagsOf, pretend } from '../../flags.ts';

export const flags = [
  {
    syntax: '--to <migration>',
    value: text,
    summary: 'last migration to replace (name, timestamp or title)',
  },
  {
    syntax: '--without-rows',
    value: toggle,
    summary: 'omit the rows that the migrations write',
  },
  { ...pretend, summary: 'print the file and write nothing' },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type SquashFlags = FlagsOf<typeof flags>;
