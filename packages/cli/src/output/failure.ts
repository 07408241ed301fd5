// A failure as text (what happened, what is known, what to do), or as the JSON object of --json.
import { inline, isRoostError, messageOf } from '@roostjs/internal-errors';
import type { MigrationReport, RunDetails, SeedReport } from '@roostjs/migrations-core';
import type { Context, Output } from '../context.ts';
import { failedSql } from './failed-sql.ts';
import { objectsText } from './objects.ts';
import { placeLines, type ShownPlace } from './place.ts';
import { schemaDiffText } from './schema-diff.ts';
import { margin, nextLead, paint } from './style.ts';

/** `isVerbose`: whether it shows the statement of a rebuild that failed. */
export function failureText(
  { stderr, cwd }: Context,
  error: unknown,
  version: string,
  isVerbose = false,
): string {
  if (!isRoostError(error)) return bugText(stderr, error, version);
  // The user has decided: that is no mistake, and needs no advice.
  if (error.code === 'CONSENT.DECLINED') return 'Cancelled. Nothing was written.\n';
  const lines = [
    `${paint(stderr, 'red', 'error')} ${margin}${inline(error.message)} [${error.code}]`,
    ...placeLines(stderr, cwd, error.details, failedSql(error, isVerbose)),
    ...factLines(stderr, error.details as FailureDetails),
    `${nextLead(stderr)}${error.hint}`,
  ];
  return `${lines.join('\n')}\n`;
}

export function failureJson(error: unknown): Record<string, unknown> {
  if (isRoostError(error)) return error.toJSON();
  return { code: 'CLI.BUG', message: messageOf(error), hint: bugHint, details: {} };
}

const bugHint = 'This is a bug in roost: please report it with the command and the text above.';

function bugText(stderr: Output, error: unknown, version: string): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  const about = `roost ${version}, Node.js ${process.version}, ${process.platform}`;
  return `${paint(stderr, 'red', 'error')} ${text} [CLI.BUG]\n      ${about}\n${nextLead(stderr)}${bugHint}\n`;
}

// What details may have, whatever the code: core's are typed by it, but help does not load core.
type FailureDetails = RunDetails & ShownPlace;

function factLines(
  stderr: Output,
  { differences, nearest, report, state, seeded }: FailureDetails,
): readonly string[] {
  // The migrations that the hint names explain all differences.
  const isExplained = differences !== undefined && nearest?.differences.length === 0;
  return [
    ...(differences === undefined || isExplained ? [] : [schemaDiffText(stderr, differences).trimEnd()]),
    ...(report === undefined || report === null ? [] : reportLines(report, state === 'partial')),
    ...(seeded === undefined ? [] : seedLines(seeded)),
  ];
}

/** `isPartial`: whether the failed migration was partially applied, and so is not pending. */
function reportLines(report: MigrationReport, isPartial: boolean): readonly string[] {
  const { wiped, done, skipped } = report;
  const remaining = report.remaining.slice(isPartial ? 1 : 0);
  const [applied, rolledBack] = [done.filter(isUp), done.filter((step) => !isUp(step))];
  return [
    wiped.length === 0 ? '' : `      dropped before it: ${objectsText(wiped)}`,
    namesLine('rolled back before it', rolledBack),
    namesLine('applied before it', applied),
    namesLine('applied by another run', skipped),
    namesLine('partial', isPartial ? report.remaining.slice(0, 1) : []),
    namesLine(
      'not rolled back',
      remaining.filter((step) => !isUp(step)),
    ),
    namesLine('still pending', remaining.filter(isUp)),
  ].filter((line) => line !== '');
}

function seedLines({ done, remaining }: SeedReport): readonly string[] {
  const left = remaining.map((name) => ({ name }));
  return [namesLine('seeded before it', done), namesLine('not seeded', left)].filter((line) => line !== '');
}

function isUp(step: { readonly direction: string }): boolean {
  return step.direction === 'up';
}

// A run may have thousands of migrations. All names are in --json.
function namesLine(title: string, steps: readonly { readonly name: string }[]): string {
  if (steps.length === 0) return '';
  const names = steps.map((step) => step.name);
  const shown =
    names.length > 5 ? [...names.slice(0, 3), `… ${names.length - 4} more …`, names.at(-1)] : names;
  return `      ${title}: ${inline(shown.join(', '))}`;
}
