// The flags of roost migrate:verify.
import { type Flag, toggle } from '../../flag.ts';
import { copiedDatabaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--data',
    value: toggle,
    summary: 'on a copy of the local database: its last batch, and what is pending',
  },
  { syntax: '--reversible', value: toggle, summary: 'a migration without down() is a finding too' },
  ...copiedDatabaseFlags,
] as const satisfies readonly Flag[];

export type VerifyFlags = FlagsOf<typeof flags>;
