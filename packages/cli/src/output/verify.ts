// The table of migrate:verify: each migration with its state and, below it, the details.
import { inline } from '@roostjs/internal-errors';
import type {
  StageDifference,
  StageFailure,
  StageRowChange,
  VerifiedMigration,
  VerifiedState,
  VerifyEvent,
  VerifyStage,
} from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { placeText } from './begun-line.ts';
import { failedSql } from './failed-sql.ts';
import { oneLine } from './one-line.ts';
import { placeLines, type ShownPlace } from './place.ts';
import { count, margin, nextLead, type Paint, paint } from './style.ts';

/** Whether a migration without a down() fails. */
export type Strictness = 'as-written' | 'reversible';

type Started = Extract<VerifyEvent, { type: 'migration-started' }>;

/** Said while the migration is verified. */
export function verifyingText({ name, number, total }: Started): string {
  return `Verifying ${placeText(number, total)}${inline(name)}`;
}

/** Those that make the command exit with 5. */
export function failedMigrations(
  migrations: readonly VerifiedMigration[],
  strictness: Strictness,
): readonly VerifiedMigration[] {
  return migrations.filter(
    ({ state }) => state !== 'ok' && (state !== 'irreversible' || strictness === 'reversible'),
  );
}

const colors: Readonly<Record<VerifiedState, Paint>> = {
  ok: 'green',
  irreversible: 'yellow',
  differs: 'red',
  loses: 'red',
  failed: 'red',
  skipped: 'dim',
};

const width = 'irreversible'.length + 2;

/** A migration, and where its failure is if it has a file. */
export type PlacedMigration = VerifiedMigration & { readonly place?: ShownPlace };

export function verifyTable(stdout: Output, cwd: string, migrations: readonly PlacedMigration[]): string {
  if (migrations.length === 0) return '';
  return headerLine(stdout) + migrations.map((migration) => verifiedLines(stdout, cwd, migration)).join('');
}

/** Returns a function that writes more lines of the table. */
export function beginVerifyTable(
  stdout: Output,
  cwd: string,
): (migrations: readonly PlacedMigration[]) => void {
  let header = headerLine(stdout);
  return (migrations) => {
    for (const migration of migrations) {
      stdout.write(header + verifiedLines(stdout, cwd, migration));
      header = '';
    }
  };
}

function headerLine(stdout: Output): string {
  return `${paint(stdout, 'bold', `${'State'.padEnd(width)}Migration`)}\n`;
}

function verifiedLines(
  stdout: Output,
  cwd: string,
  { state, name, differences, rows, failure, place = {} }: PlacedMigration,
): string {
  const details = [
    ...differences.flatMap(differenceLines),
    ...rows.map(rowsLine),
    ...(failure === null ? [] : failureLines(stdout, cwd, failure, place)),
  ];
  const title = `${paint(stdout, colors[state], state)}${' '.repeat(width - state.length)}${margin}${inline(name)}`;
  return [title, ...details.map(indent), ''].join('\n');
}

const stages: Readonly<Record<VerifyStage, string>> = {
  up: 'up()',
  down: 'down()',
  'up-again': 'the second up()',
};

function differenceLines({
  after,
  difference,
  type,
  name,
  expected,
  actual,
}: StageDifference): readonly string[] {
  const title = `after ${stages[after]}, ${differenceWords[difference]}: ${type} ${inline(name)}`;
  if (difference !== 'different') return [title];
  return [title, `    was: ${oneLine(expected ?? '')}`, `    is:  ${oneLine(actual ?? '')}`];
}

const differenceWords: Readonly<Record<StageDifference['difference'], string>> = {
  missing: 'gone',
  extra: 'still there',
  different: 'not as it was',
};

function rowsLine({ after, table, rowsBefore, lost, added }: StageRowChange): string {
  const title = `after ${stages[after]}, in table ${inline(table)}`;
  const gone = lost === 0 ? [] : [`${lost} of ${count(rowsBefore, 'row')} lost or changed`];
  const come = added === 0 ? [] : [`${added} added`];
  return `${title}: ${[...gone, ...come].join(', ')}`;
}

function failureLines(
  stdout: Output,
  cwd: string,
  { during, code, message, hint, error }: StageFailure,
  place: ShownPlace,
): readonly string[] {
  return [
    `${stages[during]} failed: ${inline(message)} [${code}]`,
    ...placeLines(insideTable(stdout), cwd, place, failedSql(error, false)),
    `${nextLead(stdout)}${inline(hint)}`,
  ];
}

/** The width that is left of the column of states. */
function insideTable(stdout: Output): Output {
  return { ...stdout, columns: stdout.columns === undefined ? undefined : stdout.columns - width };
}

function indent(line: string): string {
  return `${' '.repeat(width)}${line}`;
}
