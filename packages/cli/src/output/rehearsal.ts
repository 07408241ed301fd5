// The outcome of a rehearsal: rows per table on stdout, what would fail and what was not rehearsed on stderr.
import { inline } from '@roostjs/internal-errors';
import type { Rehearsal, RehearsalFailure } from '@roostjs/migrations-core';
import type { Context, Output } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { placeOfMigration } from '../migrations-folder/place.ts';
import type { Outcome } from '../outcome.ts';
import type { Target } from '../target.ts';
import { type Failure, failedSql } from './failed-sql.ts';
import { oneLine } from './one-line.ts';
import { placeLines, type ShownPlace } from './place.ts';
import { count, duration, margin, nextLead, paint, warningLead } from './style.ts';
import { targetName } from './target-name.ts';
import { warningsText } from './warnings.ts';

/** `folder`: the one of the migrations. */
export function rehearsalOutcome(
  context: Context,
  target: Target,
  rehearsal: Rehearsal,
  folder: string,
): Outcome {
  const { stdout, stderr } = context;
  const { failure, warnings } = rehearsal;
  const place = failure === null ? {} : placeOf(failure, folder);
  return {
    exitCode: failure === null ? exitCodes.done : exitCodes.findings,
    result: failure === null ? rehearsal : { ...rehearsal, failure: { ...failure, ...place } },
    target,
    text: rowsTable(stdout, rehearsal),
    summary:
      warningsText(stderr, { action: 'migrate', warnings }) +
      notRehearsedText(stderr, rehearsal) +
      (failure === null ? '' : failureText(context, failure, place)) +
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

function placeOf(failure: RehearsalFailure, folder: string): ShownPlace {
  return failure.step === null ? {} : placeOfMigration(folder, failure.step, errorOf(failure));
}

/** What migrate would end with. */
function errorOf({ code, statement, error }: RehearsalFailure): Failure {
  return { code, details: { statement }, cause: error };
}

function failureText({ stderr, cwd }: Context, failure: RehearsalFailure, place: ShownPlace): string {
  const { step, statement, message, remedy } = failure;
  const who = step === null ? 'the run' : `'${inline(step.name)}'`;
  const where =
    statement === null
      ? ''
      : ` at statement ${statement.number} (${inline(statement.group?.does ?? truncate(statement.sql))})`;
  const hint = `${capitalized(remedy ?? 'fix the migration')}, and rehearse it again.`;
  const lines = [
    `${paint(stderr, 'red', 'would fail')} ${margin}${who}${where}: ${inline(message)}`,
    ...placeLines(stderr, cwd, place, failedSql(errorOf(failure), false)),
    ...(step === null ? [] : [`${nextLead(stderr)}${hint}`]),
  ];
  return `${lines.join('\n')}\n`;
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

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
