// The flags of roost migrate.
import { type Flag, oneOf, text, toggle } from '../../flag.ts';
import { allow, type FlagsOf, pretend, seedFlags, verbose, writingFlags } from '../../flags.ts';

export const flags = [
  pretend,
  verbose,
  {
    syntax: '--rehearse',
    value: toggle,
    summary: 'run on the real data, roll back, and report what would fail',
    conflicts: ['pretend', 'step', 'seed'],
  },
  { syntax: '--step', value: toggle, summary: 'put each migration in a batch of its own' },
  {
    syntax: '--atomic',
    value: toggle,
    summary: 'send all migrations in one request: either all are applied, or none',
    conflicts: ['rehearse'],
  },
  {
    syntax: '--to <migration>',
    value: text,
    summary: 'migrate up to and including this one (name, timestamp or title)',
  },
  {
    syntax: '--phase <phase>',
    value: oneOf(['expand', 'contract']),
    summary: 'only what running code can do with (expand), or only what it must not need any more (contract)',
    conflicts: ['to', 'rehearse', 'seed'],
  },
  {
    syntax: '--allow-changed',
    value: toggle,
    summary: 'with --remote: proceed even if the file of an applied migration has changed',
  },
  {
    syntax: '--allow-out-of-order',
    value: toggle,
    summary: 'with --remote: also apply migrations older than the newest applied one',
  },
  allow,
  ...seedFlags,
  ...writingFlags,
] as const satisfies readonly Flag[];

export type MigrateFlags = FlagsOf<typeof flags>;
