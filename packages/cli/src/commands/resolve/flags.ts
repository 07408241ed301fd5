// The flags of roost migrate:resolve.
import { type Flag, toggle } from '../../flag.ts';
import { type FlagsOf, writingFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--applied',
    value: toggle,
    summary: 'the migration was fully applied',
    conflicts: ['rolledBack'],
  },
  { syntax: '--rolled-back', value: toggle, summary: 'no part of the migration was applied' },
  ...writingFlags,
] as const satisfies readonly Flag[];

export type ResolveFlags = FlagsOf<typeof flags>;
