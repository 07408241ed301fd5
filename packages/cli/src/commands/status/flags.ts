// The flags of roost migrate:status.
import { type Flag, toggle } from '../../flag.ts';
import { databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  { syntax: '--pending', value: toggle, summary: 'show only pending migrations' },
  {
    syntax: '--exit-code',
    value: toggle,
    summary: 'exit with 4 if a migration is pending, with 5 if the schema has drifted',
  },
  {
    syntax: '--phases',
    value: toggle,
    summary: 'show whether pending migrations belong before a deploy (expand) or after it (contract)',
  },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type StatusFlags = FlagsOf<typeof flags>;
