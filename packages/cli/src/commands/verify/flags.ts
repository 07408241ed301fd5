// The flags of roost migrate:verify.
import { type Flag, toggle } from '../../flag.ts';
import { copiedDatabaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--data',
    value: toggle,
    summary: 'run the last batch and pending migrations on copies of the local database',
  },
  { syntax: '--reversible', value: toggle, summary: 'also report migrations without down()' },
  ...copiedDatabaseFlags,
] as const satisfies readonly Flag[];

export type VerifyFlags = FlagsOf<typeof flags>;
