// The flags of roost migrate.
import { type Flag, text, toggle } from '../../flag.ts';
import { allow, type FlagsOf, pretend, writingFlags } from '../../flags.ts';

export const flags = [
  pretend,
  {
    syntax: '--rehearse',
    value: toggle,
    summary: 'run it on the real data, roll it back, and tell what would fail',
    conflicts: ['pretend', 'step'],
  },
  { syntax: '--step', value: toggle, summary: 'give each migration a batch of its own' },
  {
    syntax: '--atomic',
    value: toggle,
    summary: 'send all of them as one request: all are applied, or none',
    conflicts: ['rehearse'],
  },
  {
    syntax: '--to <name>',
    value: text,
    summary: 'stop behind this one: its name, its digits or its title',
  },
  {
    syntax: '--allow-changed',
    value: toggle,
    summary: 'with --remote: although a file has changed since it was applied',
  },
  {
    syntax: '--allow-out-of-order',
    value: toggle,
    summary: 'with --remote: also what is older than the newest applied one',
  },
  allow,
  ...writingFlags,
] as const satisfies readonly Flag[];

export type MigrateFlags = FlagsOf<typeof flags>;
