// What ends a run in an object, and what an object answers meanwhile.
import { messageOf, type NoDetails, type RoostError } from '@roostjs/internal-errors';
import { failedAssertion } from '../database/assertion.ts';
import type { FailedStatement, StepFailure } from '../database/failure.ts';
import { fail, few, quote, sentence, unchanged } from '../errors.ts';
import type { PlanStep } from '../migration/step.ts';
import { attempt, hintOf, place, type StepFailed, shown } from '../run/errors.ts';
import type { ShownRow } from '../run/ledger-errors.ts';
import type { MigrationReport } from '../run/report.ts';
import type { Orphan } from './foreign-keys.ts';

const changedNothing = 'It changed nothing:';

export function stepFailed(
  step: PlanStep,
  { cause, statement }: StepFailure,
  report: MigrationReport,
):
  | RoostError<'MIGRATION.FAILED', StepFailed & { readonly remedy: string | null }>
  | RoostError<'MIGRATION.ASSERTION_FAILED', StepFailed & { readonly assertion: string }> {
  const details = { step, statement: shown(statement), report };
  const assertion = failedAssertion(cause);
  if (assertion !== undefined)
    return fail({
      code: 'MIGRATION.ASSERTION_FAILED',
      message: `${attempt(step)} was undone by an assertion${statement === null ? '' : ` at statement ${statement.number}`}: ${assertion}`,
      hint: `${changedNothing} correct those rows, or deploy a corrected migration.`,
      details: { ...details, assertion },
      cause,
    });
  return fail({
    code: 'MIGRATION.FAILED',
    message: `${attempt(step)} failed${place(statement)}: ${messageOf(cause)}`,
    hint: hintOf(cause) ?? `${changedNothing} deploy a corrected migration.`,
    details: { ...details, remedy: null },
    cause,
  });
}

export function answerChanged(
  step: PlanStep,
  statement: FailedStatement,
  report: MigrationReport,
): RoostError<'OBJECT.ANSWER_CHANGED', StepFailed> {
  return fail({
    code: 'OBJECT.ANSWER_CHANGED',
    message: `${attempt(step)} was undone${place(statement)}: its answer was another one when it ran again.`,
    hint: 'Ask for nothing that changes by itself, such as random(); migrate in blockConcurrencyWhile().',
    details: { step, statement: shown(statement), report },
  });
}

export function orphansLeft(
  step: PlanStep,
  orphans: readonly Orphan[],
  report: MigrationReport,
): RoostError<
  'OBJECT.ORPHANS',
  { readonly step: PlanStep; readonly orphans: readonly OrphanCount[]; readonly report: MigrationReport }
> {
  const counts = countsOf(orphans);
  const listed = counts.map(
    ({ table, parent, rows }) => `${rows} of '${table}' without their row in '${parent}'`,
  );
  return fail({
    code: 'OBJECT.ORPHANS',
    message: `${attempt(step)} was undone, because rows would point at nothing: ${few(listed)}.`,
    hint: `${changedNothing} correct those rows in the migration.`,
    details: { step, orphans: counts, report },
  });
}

/** How many rows of a table lack their row in another one. */
export type OrphanCount = { readonly table: string; readonly parent: string; readonly rows: number };

function countsOf(orphans: readonly Orphan[]): readonly OrphanCount[] {
  const groups = Map.groupBy(orphans, ({ table, parent }) => JSON.stringify([table, parent]));
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    return first === undefined ? [] : [{ table: first.table, parent: first.parent, rows: rows.length }];
  });
}

export function ledgerChanged(
  step: PlanStep,
  ledger: string,
  cause: unknown,
  report: MigrationReport,
): RoostError<
  'MIGRATION.TOUCHES_LEDGER',
  {
    readonly step: PlanStep;
    readonly ledger: string;
    readonly statement: null;
    readonly report: MigrationReport;
  }
> {
  return fail({
    code: 'MIGRATION.TOUCHES_LEDGER',
    message: `${attempt(step)} was undone: it or a trigger changes the ledger '${ledger}'.`,
    hint: `${changedNothing} remove it.`,
    details: { step, ledger, statement: null, report },
    cause,
  });
}

export function ledgerUnreadable(
  table: string,
  cause: unknown,
): RoostError<'LEDGER.UNREADABLE', { readonly table: string }> {
  return fail({
    code: 'LEDGER.UNREADABLE',
    message: `The ledger '${table}' cannot be read: ${messageOf(cause)}`,
    hint: `If it is not ours, pass another name: ledger. ${unchanged}`,
    details: { table },
    cause,
  });
}

export function overtaken(
  step: PlanStep,
  ledger: string,
  report: MigrationReport,
): RoostError<
  'LEDGER.CONFLICT',
  {
    readonly applied: readonly ShownRow[];
    readonly gone: readonly ShownRow[];
    readonly report: MigrationReport;
  }
> {
  return fail({
    code: 'LEDGER.CONFLICT',
    message: `${attempt(step)} was undone: something else changes the ledger '${ledger}'.`,
    hint: `${changedNothing} try again.`,
    details: { applied: [], gone: [], report },
  });
}

export function inMaintenance(cause: unknown): RoostError<'OBJECT.IN_MAINTENANCE', NoDetails> {
  return fail({
    code: 'OBJECT.IN_MAINTENANCE',
    message: 'This object is in maintenance: its migrations are not applied.',
    hint: 'Its status says why; deploy a corrected migration, or call retry().',
    cause,
  });
}

export function rolledBack(
  names: readonly string[],
): RoostError<'OBJECT.ROLLED_BACK', { readonly names: readonly string[] }> {
  return fail({
    code: 'OBJECT.ROLLED_BACK',
    message: `Rolled back, and pending for this code: ${few(names.map(quote))}.`,
    hint: 'Deploy the code without them, or call retry(), which applies them again.',
    details: { names },
  });
}

export function notRestorable(
  reason: string,
  cause?: unknown,
): RoostError<'OBJECT.NOT_RESTORABLE', NoDetails> {
  return fail({
    code: 'OBJECT.NOT_RESTORABLE',
    message: `The object cannot be restored: ${sentence(reason)}`,
    hint: 'Roll back instead: rollback() runs each down().',
    cause,
  });
}

// The texts of D1 itself.
export function typeUnsupported(value: unknown): Error {
  return new Error(`D1_TYPE_ERROR: Type '${typeof value}' not supported for value '${String(value)}'`);
}

export function columnMissing(column: string): Error {
  return new Error(`D1_COLUMN_NOTFOUND: Column not found (${column})`);
}

export function foreignStatement(): Error {
  return new Error('batch() received a statement that was not prepared by objectDatabase().');
}
