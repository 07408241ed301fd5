// The flags of roost build:migrations.
import { type Flag, text, toggle } from '../../flag.ts';
import { type FlagsOf, projectFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--out <file>',
    value: text,
    summary: 'write it to this file, in TypeScript or JavaScript by its extension, and print the path',
  },
  {
    syntax: '--watch',
    value: toggle,
    summary: 'with --out: write it again at each change of the folder, until Ctrl-C',
    conflicts: ['check'],
  },
  {
    syntax: '--check <file>',
    value: text,
    summary: 'write nothing; exit with 5 if the file is not what would be written',
    conflicts: ['out', 'watch'],
  },
  ...projectFlags,
] as const satisfies readonly Flag[];

export type BuildFlags = FlagsOf<typeof flags>;
