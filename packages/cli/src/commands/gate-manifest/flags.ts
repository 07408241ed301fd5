// The flags of roost gate:manifest.
import { type Flag, text, toggle } from '../../flag.ts';
import { type FlagsOf, lintedProjectFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--out <file>',
    value: text,
    summary: 'write it to this file (.json, .ts, .js or .mjs) and print the path',
  },
  {
    syntax: '--check <file>',
    value: text,
    summary: 'write nothing; exit with 5 if the file is not what would be written',
    conflicts: ['out', 'tag'],
  },
  {
    syntax: '--newest <name>',
    value: text,
    summary: 'the newest migration that the code tolerates (default: any)',
  },
  {
    syntax: '--tag',
    value: toggle,
    summary: "print its short form, for the tag of a Worker's version",
    conflicts: ['out'],
  },
  ...lintedProjectFlags,
] as const satisfies readonly Flag[];

export type GateManifestFlags = FlagsOf<typeof flags>;
