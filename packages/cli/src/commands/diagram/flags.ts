// The flags of roost schema:diagram.
import { type Flag, oneOf, text } from '../../flag.ts';
import { databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--out <file>',
    value: text,
    summary: 'write it to this file and print the path; its ending says the format',
  },
  {
    syntax: '--check <file>',
    value: text,
    summary: 'write nothing; exit with 5 if the file is not what would be written',
    conflicts: ['out'],
  },
  {
    syntax: '--format <format>',
    value: oneOf(['mermaid', 'svg']),
    summary: 'svg: a picture (default: by the ending of the file, or else mermaid)',
  },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type DiagramFlags = FlagsOf<typeof flags>;
