// The flags of roost schema:dump.
import { type Flag, text } from '../../flag.ts';
import { databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--out <file>',
    value: text,
    summary: 'write it to this file and print the path',
  },
  {
    syntax: '--check <file>',
    value: text,
    summary: 'write nothing; exit with 5 if the file does not match the schema',
    conflicts: ['out'],
  },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type DumpFlags = FlagsOf<typeof flags>;
