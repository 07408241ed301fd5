// The flags of roost gate:check.
import { type Flag, text } from '../../flag.ts';
import { databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--manifest <file>',
    value: text,
    summary: 'the manifest of the code, as gate:manifest wrote it',
  },
  {
    syntax: '--version-id <id>',
    value: text,
    summary: 'with --remote: a version of the Worker that was uploaded with the tag of gate:manifest --tag',
    conflicts: ['manifest', 'file', 'persistTo'],
  },
  {
    syntax: '--name <worker>',
    value: text,
    summary: 'with --version-id: the name of the Worker (default: as in the configuration)',
    conflicts: ['manifest'],
  },
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type GateCheckFlags = FlagsOf<typeof flags>;
