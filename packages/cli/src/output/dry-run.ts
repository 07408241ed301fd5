// The outcome of a dry run.
import type { PretendReport } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../target.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { runFindingsText } from './lint.ts';
import { lossesText } from './losses.ts';
import { count, nextLead } from './style.ts';
import { warningsText } from './warnings.ts';

/** `nothing`: said if there is nothing to run. */
export type DryRunForm = { readonly nothing: string; readonly verbose?: boolean | undefined };

export function dryRunOutcome(
  { stdout, stderr }: Context,
  target: Target,
  report: PretendReport,
  { nothing, verbose = false }: DryRunForm,
): Outcome & { readonly result: PretendReport } {
  const unknown = report.steps.filter((step) => step.statements === null).length;
  const some = unknown === 0 ? '' : ` The SQL of ${count(unknown, 'step')} is unknown before the run.`;
  const isNothing = report.steps.length === 0 && (report.wipe?.objects ?? []).length === 0;
  const end = isNothing ? nothing : `Dry run: nothing was written.${some}`;
  // What a pipe or a file gets is to be run. A person on a terminal reads it.
  const rebuilds = report.steps.flatMap(({ groups = [] }) => groups).length;
  const isFolded = rebuilds > 0 && stdout.columns !== undefined && !verbose;
  const more = isFolded
    ? `${nextLead(stderr)}--verbose shows the statements of ${rebuilds === 1 ? 'the rebuild' : 'the rebuilds'}, and so does a pipe or a file\n`
    : '';
  const next =
    target.kind === 'remote' && !isNothing
      ? `${nextLead(stderr)}without --pretend, it asks before it writes\n`
      : '';
  const summary = `${warningsText(stderr, report)}${runFindingsText(stderr, report.findings)}${lossesText(stderr, report.losses)}${end}\n${more}${next}`;
  return {
    exitCode: exitCodes.done,
    result: report,
    target,
    text: dryRunSql(report, { isFolded, columns: stdout.columns }),
    form: 'as is',
    summary,
  };
}
