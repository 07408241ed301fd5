// The flags of roost migrate:lint.
import { type Flag, oneOfWithDefault, toggle } from '../../flag.ts';
import { allow, type FlagsOf, lintedProjectFlags } from '../../flags.ts';

export const flags = [
  allow,
  {
    syntax: '--format <format>',
    value: oneOfWithDefault(['text', 'github'], 'text'),
    summary: 'github: annotations for a pull request',
    conflicts: ['json'],
  },
  {
    syntax: '--phases',
    value: toggle,
    summary: 'show the phase of each migration of the folder, and why',
    conflicts: ['format'],
  },
  ...lintedProjectFlags,
] as const satisfies readonly Flag[];

export type LintFlags = FlagsOf<typeof flags>;
