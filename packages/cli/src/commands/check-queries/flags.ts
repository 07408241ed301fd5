// The flags of roost check:queries.
import { type Flag, texts, toggle } from '../../flag.ts';
import { databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--from <path>',
    value: texts,
    summary:
      'the queries: a file of SQL, a log of recordQueries(), a folder of these, or - for the standard input; can be repeated (default: as in roost.json)',
  },
  {
    syntax: '--insights',
    value: toggle,
    summary: 'with --remote: the queries that ran in the last 31 days, as D1 has counted them',
  },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type CheckQueriesFlags = FlagsOf<typeof flags>;
