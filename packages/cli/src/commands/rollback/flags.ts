// The flags of roost migrate:rollback.
import { type Flag, positiveNumber, text } from '../../flag.ts';
import { type FlagsOf, pretend, useFiles, writingFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--step <n>',
    value: positiveNumber,
    summary: 'undo the last n migrations',
    conflicts: ['batch'],
  },
  { syntax: '--batch <n>', value: positiveNumber, summary: 'undo that batch' },
  {
    syntax: '--to <name>',
    value: text,
    summary: 'undo all that was applied after this one, and keep it',
    conflicts: ['step', 'batch'],
  },
  useFiles,
  pretend,
  ...writingFlags,
] as const satisfies readonly Flag[];

export type RollbackFlags = FlagsOf<typeof flags>;
