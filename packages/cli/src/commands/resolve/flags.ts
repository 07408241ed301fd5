// The flags of roost migrate:resolve.
import { type Flag, toggle } from '../../flag.ts';
import { type FlagsOf, writingFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--applied',
    value: toggle,
    summary: 'all of it holds in the schema',
    conflicts: ['rolledBack'],
  },
  { syntax: '--rolled-back', value: toggle, summary: 'none of it holds in the schema' },
  ...writingFlags,
] as const satisfies readonly Flag[];

export type ResolveFlags = FlagsOf<typeof flags>;
