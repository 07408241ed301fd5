// The flags of roost report.
import { type Flag, text, toggle } from '../../flag.ts';
import { allow, databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  { syntax: '--html <file>', value: text, summary: 'write a page that needs no network and no script' },
  {
    syntax: '--markdown <file>',
    value: text,
    summary: 'write a comment for a pull request; printed if no file is given',
  },
  { syntax: '--sarif <file>', value: text, summary: 'write the findings of lint for code scanning' },
  {
    syntax: '--exit-code',
    value: toggle,
    summary: 'exit with 5 if something has to be decided: a loss, an error of lint, a failure, drift',
  },
  { syntax: '--values', value: toggle, summary: 'show the values that statements bind, instead of ?' },
  {
    syntax: '--base <ref or folder>',
    value: text,
    summary:
      'report what this branch adds to a branch, tag or commit, or to another checkout; needs no database',
    conflicts: ['persistTo', 'file', 'dev', 'remote', 'preview'],
  },
  allow,
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type ReportFlags = FlagsOf<typeof flags>;
