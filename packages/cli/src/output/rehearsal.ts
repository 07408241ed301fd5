// The outcome of a rehearsal: rows per table on stdout, what would fail and what was not rehearsed on stderr.
import { inline } from '@roostjs/internal-errors';
import type { Rehearsal, RehearsalFailure } from '@roostjs/migrations-core';
import type { Context, Output } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../target.ts';
import { oneLine } from './one-line.ts';
import { count, duration, margin, nextLead, paint, warningLead } from './style.ts';
import { targetName } from './target-name.ts';
import { warningsText } from './warnings.ts';

export function rehearsalOutcome({ stdout, stderr }: Context, target: Target, rehearsal: Rehearsal): Outcome {
  const { failure, warnings } = rehearsal;
  return {
    exitCode: failure === null ? exitCodes.done : exitCodes.findings,
    result: rehearsal,
    target,
    text: rowsTable(stdout, rehearsal),
    summary:
      warningsText(stderr, { action: 'migrate', warnings }) +
      notRehearsedText(stderr, rehearsal) +
      (failure === null ? '' : failureText(stderr, failure)) +
      endText(rehearsal, target) +
      nextText(stderr, rehearsal, target),
  };
}

function rowsTable(stdout: Output, { tables }: Rehearsal): string {
  if (tables.length === 0) return '';
  const cells = tables.map(
    ({ name, before, after }) => [String(before ?? '-'), String(after ?? '-'), inline(name)] as const,
  );
  const width = (column: 0 | 1, title: string) =>
    Math.max(title.length, ...cells.map((cell) => cell[column].length));
  const [first, second] = [width(0, 'Before'), width(1, 'After')];
  const line = ([before, after, name]: readonly [string, string, string]) =>
    `${before.padStart(first)}  ${after.padStart(second)}  ${name}`;
  return `${[paint(stdout, 'bold', line(['Before', 'After', 'Table'])), ...cells.map(line)].join('\n')}\n`;
}

function notRehearsedText(stderr: Output, { notRehearsed }: Rehearsal): string {
  return notRehearsed
    .map(({ step, reason }) => `${warningLead(stderr)}not rehearsed: ${inline(`${step.name}: ${reason}`)}\n`)
    .join('');
}

function failureText(stderr: Output, { step, statement, message }: RehearsalFailure): string {
  const who = step === null ? 'the run' : `'${inline(step.name)}'`;
  const where = statement === null ? '' : ` at statement ${statement.number} (${truncate(statement.sql)})`;
  return `${paint(stderr, 'red', 'would fail')} ${margin}${who}${where}: ${inline(message)}\n`;
}

function endText({ rehearsed: steps, notRehearsed, failure, durationMs }: Rehearsal, target: Target): string {
  if (steps.length === 0 && notRehearsed.length === 0) return 'Nothing to rehearse.\n';
  const outcome = failure === null ? 'would succeed' : 'would fail';
  return (
    `Rehearsed ${count(steps.length, 'migration')} on ${targetName(target)} in ${duration(durationMs)}: ` +
    `${steps.length === 0 ? 'none could be rehearsed' : outcome}. Nothing was written.\n`
  );
}

function nextText(stderr: Output, { rehearsed, failure }: Rehearsal, target: Target): string {
  if (failure !== null || rehearsed.length === 0 || target.kind !== 'remote') return '';
  return `${nextLead(stderr)}without --rehearse, it asks and then applies them\n`;
}

function truncate(sql: string): string {
  const text = oneLine(sql).trim();
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
