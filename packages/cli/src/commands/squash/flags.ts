// The flags of roost migrate:squash.
import { type Flag, text, toggle } from '../../flag.ts';
import { databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--to <name>',
    value: text,
    summary: 'the last one to replace: its name, its digits or its title',
  },
  {
    syntax: '--without-rows',
    value: toggle,
    summary: 'leave out the rows that the migrations write',
  },
  {
    syntax: '--pretend',
    value: toggle,
    summary: 'print the file that would be written, and write nothing',
  },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type SquashFlags = FlagsOf<typeof flags>;
