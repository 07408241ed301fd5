// The flags of roost migrate:check.
import { type Flag, oneOfWithDefault, text, toggle } from '../../flag.ts';
import { copiedDatabaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--base <ref or folder>',
    value: text,
    summary: 'branch, tag or commit to compare with, or a folder with another checkout',
  },
  {
    syntax: '--data',
    value: toggle,
    summary: 'run on copies of the local database instead of empty ones',
  },
  {
    syntax: '--format <format>',
    value: oneOfWithDefault(['text', 'github'], 'text'),
    summary: 'github: annotations for a pull request',
    conflicts: ['json'],
  },
  ...copiedDatabaseFlags,
] as const satisfies readonly Flag[];

export type CheckFlags = FlagsOf<typeof flags>;
