// The flags of roost migrate:export.
import { type Flag, toggle } from '../../flag.ts';
import { type FlagsOf, lintedProjectFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--check',
    value: toggle,
    summary: 'write nothing; exit with 5 if a file is missing, stale or unfit for wrangler',
  },
  {
    syntax: '--partial',
    value: toggle,
    summary: 'skip and list migrations that cannot be exported as SQL',
  },
  {
    syntax: '--skip-applied',
    value: toggle,
    summary: 'skip those of them that are applied to the database at Cloudflare',
  },
  ...lintedProjectFlags,
] as const satisfies readonly Flag[];

export type ExportFlags = FlagsOf<typeof flags>;
