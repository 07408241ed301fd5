// The flags of roost init.
import { type Flag, toggle } from '../../flag.ts';
import { databaseFlags, type FlagsOf, pretend } from '../../flags.ts';

export const flags = [
  { syntax: '-y, --yes', value: toggle, summary: 'write what is proposed without asking' },
  { ...pretend, summary: 'show what was found and is proposed, and write nothing' },
  { syntax: '--workflow', value: toggle, summary: 'also write a GitHub workflow for the migrations' },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type InitFlags = FlagsOf<typeof flags>;
