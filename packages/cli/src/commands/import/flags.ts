// The flags of roost import.
import type { Flag } from '../../flag.ts';
import { type FlagsOf, lintedProjectFlags, pretend } from '../../flags.ts';

export const flags = [
  { ...pretend, summary: 'print the files and write nothing' },
  ...lintedProjectFlags,
] as const satisfies readonly Flag[];

export type ImportFlags = FlagsOf<typeof flags>;
