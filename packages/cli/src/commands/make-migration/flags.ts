// The flags of roost make:migration.
import { type Flag, text } from '../../flag.ts';
import { type FlagsOf, projectFlags } from '../../flags.ts';

export const flags = [
  {
    syntax: '--create <table>',
    value: text,
    summary: 'fill it with the creation of a table',
    conflicts: ['table'],
  },
  { syntax: '--table <table>', value: text, summary: 'fill it with a change to a table' },
  ...projectFlags,
] as const satisfies readonly Flag[];

export type MakeFlags = FlagsOf<typeof flags>;
