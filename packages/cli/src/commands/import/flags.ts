// The flags of roost import.
import { type Flag, toggle } from '../../flag.ts';
import { type FlagsOf, lintedProjectFlags } from '../../flags.ts';

export const flags = [
  { syntax: '--dry-run, --pretend', value: toggle, summary: 'print the files and write nothing' },
  ...lintedProjectFlags,
] as const satisfies readonly Flag[];

export type ImportFlags = FlagsOf<typeof flags>;
