// The flags of roost migrate:rollback.
import { type Flag, positiveNumber, text } from '../../flag.ts';
import { type FlagsOf, pretend, useFiles, verbose, writingFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--step <n>',
    value: positiveNumber,
    summary: 'roll back the last n migrations',
    conflicts: ['batch'],
  },
  { syntax: '--batch <n>', value: positiveNumber, summary: 'roll back batch n' },
  {
    syntax: '--to <migration>',
    value: text,
    summary: 'roll back all migrations applied after this one',
    conflicts: ['step', 'batch'],
  },
  useFiles,
  pretend,
  verbose,
  ...writingFlags,
] as const satisfies readonly Flag[];

export type RollbackFlags = FlagsOf<typeof flags>;
