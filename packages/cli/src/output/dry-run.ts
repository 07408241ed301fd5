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

export function dryRunOutcome(
  { stderr }: Context,
  target: Target,
  report: PretendReport,
  nothing: string,
): Outcome & { readonly result: PretendReport } {
  const unknown = report.steps.filter((step) => step.statements === null).length;
  const some = unknown === 0 ? '' : ` The SQL of ${count(unknown, 'step')} is unknown before the run.`;
  const isNothing = report.steps.length === 0 && (report.wipe?.objects ?? []).length === 0;
  const end = isNothing ? nothing : `Dry run: nothing was written.${some}`;
  const next =
    target.kind === 'remote' && !isNothing
      ? `${nextLead(stderr)}without --pretend, it asks before it writes\n`
      : '';
  const summary = `${warningsText(stderr, report)}${runFindingsText(stderr, report.findings)}${lossesText(stderr, report.losses)}${end}\n${next}`;
  return {
    exitCode: exitCodes.done,
    result: report,
    target,
    text: dryRunSql(report),
    form: 'as is',
    summary,
  };
}
