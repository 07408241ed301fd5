// The outcome of a pretended run.
import type { PretendReport } from '@roostjs/migrations-core';
import { exitCodes } from '../exit-codes.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../target.ts';
import { pretendedSql } from './pretended-sql.ts';
import { count } from './style.ts';

export function pretended(report: PretendReport, target: Target, nothing: string): Outcome {
  const unknown = report.steps.filter((step) => step.statements === null).length;
  const some = unknown === 0 ? '' : ` The SQL of ${count(unknown, 'step')} is not known ahead.`;
  const summary = report.steps.length === 0 ? `${nothing}\n` : `Pretended: nothing was written.${some}\n`;
  return { exitCode: exitCodes.done, result: report, target, text: pretendedSql(report), summary };
}
