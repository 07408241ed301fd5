// The flags of roost schema:types.
import { type Flag, text, toggle } from '../../flag.ts';
import { type FlagsOf, lintedProjectFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--out <file>',
    value: text,
    summary: 'write them to this file and print the path',
  },
  {
    syntax: '--check <file>',
    value: text,
    summary: 'write nothing; exit with 5 if the file is not what would be written',
    conflicts: ['out'],
  },
  {
    syntax: '--kysely',
    value: toggle,
    summary: "add Kysely's Database interface",
  },
  ...lintedProjectFlags,
] as const satisfies readonly Flag[];

export type TypesFlags = FlagsOf<typeof flags>;
