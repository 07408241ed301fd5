// The flags of roost migrate:refresh.
import { type Flag, positiveNumber } from '../../flag.ts';
import { destroyingFlags, type FlagsOf, useFiles } from '../../flags.ts';

export const flags = [
  {
    syntax: '--step <n>',
    value: positiveNumber,
    summary: 'roll back only the last n migrations',
  },
  useFiles,
  ...destroyingFlags,
] as const satisfies readonly Flag[];

export type RefreshFlags = FlagsOf<typeof flags>;
