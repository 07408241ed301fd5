// Errors that end a run, with the report of what was done and what is left.

import { isRoostError, messageOf, type RoostError } from '@roostjs/internal-errors';
import { firstLine } from '@roostjs/internal-sql';
import { failedAssertion } from '../database/assertion.ts';
import type { FailedStatement, StepFailure } from '../database/failure.ts';
import { type RefusedStatement, remedyOf } from '../database/rules.ts';
import type { SchemaChange } from '../database/schema.ts';
import { fail, lookAgain, notDone, quoted, resolveCommand, sentence, type Uncommitted } from '../errors.ts';
import type { TouchingStatement } from '../ledger/touches-ledger.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import { touchesLedger, touchesLedgerHint } from '../record/errors.ts';
import type { MigrationReport } from './report.ts';

const markedPartial = ' It is marked as partial.';
const changedNothing = 'It changed nothing';

export type StepFailed = {
  readonly step: PlanStep;
  readonly statement: FailedStatement | null;
  readonly report: MigrationReport;
};

export function migrationFailed(
  step: PlanStep,
  failure: StepFailure,
  report: MigrationReport,
):
  | RoostError<'MIGRATION.FAILED', StepFailed & { readonly remedy: string | null }>
  | RoostError<'MIGRATION.ASSERTION_FAILED', StepFailed & { readonly assertion: string }> {
  const asserted = failedAssertion(failure.cause);
  if (asserted !== undefined) return assertionFailed(step, failure, asserted, report);
  return fail({
    code: 'MIGRATION.FAILED',
    message: `${attempt(step)} failed${place(failure.statement)}: ${messageOf(failure.cause)}`,
    hint: hintOf(failure.cause) ?? `${changedNothing}: ${wayOutOf(step, failure)}`,
    details: { step, statement: shown(failure.statement), remedy: failure.remedy ?? null, report },
    cause: failure.cause,
  });
}

// Another tool, or wrangler itself, may have applied the migration.
function wayOutOf({ direction }: PlanStep, { cause, remedy }: StepFailure): string {
  const fix = `${remedy === undefined ? 'fix the migration and' : `${remedy}, then`} run the command again.`;
  return direction === 'up' && /\balready exists\b|\bduplicate column name\b/.test(messageOf(cause))
    ? `${fix} If another tool has applied it, run roost migrate:adopt.`
    : fix;
}

function assertionFailed(
  step: PlanStep,
  { cause, statement }: StepFailure,
  assertion: string,
  report: MigrationReport,
): RoostError<'MIGRATION.ASSERTION_FAILED', StepFailed & { readonly assertion: string }> {
  return fail({
    code: 'MIGRATION.ASSERTION_FAILED',
    message: `${attempt(step)} was undone by an assertion${statement === null ? '' : ` at statement ${statement.number}`}: ${assertion}`,
    hint: `${changedNothing}: check the rows that the assertion is about, or fix the migration, then run the command again.`,
    details: { step, assertion, statement: shown(statement), report },
    cause,
  });
}

export function migrationRefused(
  step: PlanStep,
  refused: readonly [RefusedStatement, ...RefusedStatement[]],
  report: MigrationReport,
): RoostError<
  'MIGRATION.REFUSED',
  { readonly step: PlanStep; readonly refused: readonly RefusedStatement[]; readonly report: MigrationReport }
> {
  const [first] = refused;
  const others = refused.length === 1 ? '' : ` It refuses ${refused.length} of its statements.`;
  return fail({
    code: 'MIGRATION.REFUSED',
    message:
      `${attempt(step)} was not started: D1 refuses ${statementText(first)}, ` +
      `by its rule '${first.rule}': ${first.text}.${others}`,
    hint: `Nothing of it ran: ${remedyOf(first)}, then run the command again.`,
    details: { step, refused, report },
  });
}

export function ledgerTouched(
  step: PlanStep,
  touching: TouchingStatement,
  report: MigrationReport | null = null,
): RoostError<
  'MIGRATION.TOUCHES_LEDGER',
  {
    readonly step: PlanStep;
    readonly ledger: string;
    readonly statement: FailedStatement | null;
    readonly report: MigrationReport | null;
  }
> {
  return fail({
    code: 'MIGRATION.TOUCHES_LEDGER',
    message: `${attempt(step)} was not started: ${touchesLedger(touching)}`,
    hint: touchesLedgerHint,
    details: { step, ledger: touching.ledger, statement: shown(touching), report },
  });
}

/** For a change that shows only in its effect, for example that of an existing trigger. */
export function ledgerChangedIndirectly(
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
    message: `${attempt(step)} was undone: one of its statements changes the ledger '${ledger}', by a trigger or a foreign key.`,
    hint: `${changedNothing}: find it with roost schema:dump, drop it, and run the command again.`,
    details: { step, ledger, statement: null, report },
    cause,
  });
}

export function partlyApplied(
  step: PlanStep,
  cause: unknown,
  changes: readonly SchemaChange[],
  report: MigrationReport,
): RoostError<
  'MIGRATION.PARTLY_APPLIED',
  {
    readonly step: PlanStep;
    readonly state: 'partial';
    readonly changes: readonly SchemaChange[];
    readonly report: MigrationReport;
  }
> {
  return fail({
    code: 'MIGRATION.PARTLY_APPLIED',
    message:
      `${attempt(step)} failed, and the database kept a part of it: ` +
      `${sentence(messageOf(cause))} ${keptText(changes)}${markedPartial}`,
    hint: finishByHand(step),
    details: { step, state: 'partial', changes, report },
    cause,
  });
}

function finishByHand({ name }: PlanStep): string {
  return `Finish or undo it by hand, then say which: ${resolveCommand(name)}`;
}

function keptText(changes: readonly SchemaChange[]): string {
  const listed = changes.map(({ change, type, name }) => `${change} ${type} '${name}'`).join(', ');
  return `In the schema it ${listed === '' ? 'changed nothing' : listed}; which rows it changed is not known.`;
}

/** What is known about a migration that failed outside a transaction. */
export type HalfRun = {
  /** How many statements ran to their end. */
  readonly finished: number;
  /** How many calls were not awaited. */
  readonly unawaited: number;
  /** Whether the call that failed may still have run. */
  readonly mayHaveRun: boolean;
};

/** The migration's row is partial. */
export function stoppedHalfway(
  step: PlanStep,
  { finished, unawaited, mayHaveRun }: HalfRun,
  failure: StepFailure,
  report: MigrationReport,
): RoostError<
  'MIGRATION.STOPPED_HALFWAY',
  {
    readonly step: PlanStep;
    readonly state: 'partial';
    readonly statement: FailedStatement | null;
    readonly finished: number;
    readonly unawaited: number;
    readonly mayHaveRun: boolean;
    readonly report: MigrationReport;
  }
> {
  const remedy = failure.remedy === undefined ? '' : sentence(capitalized(failure.remedy));
  const hints = [unawaited > 0 ? 'Write await before each call.' : '', hintOf(failure.cause) ?? remedy];
  return fail({
    code: 'MIGRATION.STOPPED_HALFWAY',
    message:
      `${attempt(step)} outside a transaction failed${place(failure.statement)}, ` +
      `after ${finished === 1 ? '1 statement that was kept' : `${finished} statements that were kept`}: ${sentence(reasonOf(failure.cause))}` +
      (mayHaveRun ? ' Whether the failed call took effect is not known.' : '') +
      unawaitedText(unawaited, failure.cause) +
      markedPartial,
    hint: [...new Set(hints.filter((hint) => hint !== '')), finishByHand(step)].join(' '),
    details: {
      step,
      state: 'partial',
      statement: shown(failure.statement),
      finished,
      unawaited,
      mayHaveRun,
      report,
    },
    cause: failure.cause,
  });
}

function unawaitedText(calls: number, cause: unknown): string {
  const isSaid = isRoostError(cause) && cause.code === 'RECORDING.UNAWAITED';
  if (calls === 0 || isSaid) return '';
  return ` ${calls === 1 ? '1 of its calls was' : `${calls} of its calls were`} not awaited.`;
}

/** `isUnchanged`: whether the database is known to be unchanged. */
export function wipeFailed(
  uncommitted: Uncommitted,
  failure: StepFailure | null,
  isUnchanged: boolean,
  report: MigrationReport,
): RoostError<
  'MIGRATION.WIPE_FAILED',
  { readonly statement: FailedStatement | null; readonly report: MigrationReport }
> {
  const statement = failure?.statement ?? null;
  // The error of a database that could not be opened or written to has its own hint.
  const suggestion = hintOf(failure?.cause) ?? 'Drop what is in the way by hand, then run the command again.';
  return fail({
    code: 'MIGRATION.WIPE_FAILED',
    message: notDone(['The database', 'was', `emptied${place(statement)}`], uncommitted),
    hint: isUnchanged
      ? `Nothing was changed. ${suggestion}`
      : 'Part of it may be gone: check the schema; running the command again drops the rest.',
    details: { statement: shown(statement), report },
  });
}

export function interrupted(
  reason: string,
  report: MigrationReport,
): RoostError<'MIGRATION.INTERRUPTED', { readonly reason: string; readonly report: MigrationReport }> {
  const { done, remaining } = report;
  return fail({
    code: 'MIGRATION.INTERRUPTED',
    message: `The run was stopped by ${reason}, between two migrations: ${done.length} done, ${remaining.length} left.`,
    hint: 'What is done stays done; roost migrate:status shows what is applied.',
    details: { reason, report },
  });
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function reasonOf(cause: unknown): string {
  const asserted = failedAssertion(cause);
  return asserted === undefined ? messageOf(cause) : `an assertion failed: ${asserted}`;
}

/** The subject of a sentence about it. */
export function attempt({ direction, name }: PlanStep): string {
  return `${direction === 'up' ? 'Migrating' : 'Rolling back'} '${name}'`;
}

// Leaves out the bound values, which may be secrets.
export function shown(statement: FailedStatement | null): FailedStatement | null {
  if (statement === null) return null;
  const { number, sql, group } = statement;
  return { number, sql, ...(group === undefined ? {} : { group }) };
}

export function place(statement: FailedStatement | null): string {
  return statement === null ? '' : ` at ${statementText(statement)}`;
}

function statementText(statement: FailedStatement): string {
  return `statement ${statement.number} (${statement.group?.does ?? firstLine(statement.sql)})`;
}

export function hintOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'hint' in cause && typeof cause.hint === 'string' ? cause.hint : undefined;
}

export function resolveFailed(
  name: string,
  uncommitted: Uncommitted,
): RoostError<'MIGRATION.RESOLVE_FAILED', { readonly name: string }> {
  return fail({
    code: 'MIGRATION.RESOLVE_FAILED',
    message: notDone([`'${name}'`, 'was', 'resolved'], uncommitted),
    hint: lookAgain,
    details: { name },
  });
}

export function repairFailed(
  names: readonly string[],
  uncommitted: Uncommitted,
): RoostError<'MIGRATION.REPAIR_FAILED', { readonly names: readonly string[] }> {
  return fail({
    code: 'MIGRATION.REPAIR_FAILED',
    message: notDone([`The current state of ${quoted(names)}`, 'was', 'recorded'], uncommitted),
    hint: lookAgain,
    details: { names },
  });
}

/** `findings`: at least one. `report`: undefined if the run had not begun. */
export function dataLost(
  findings: readonly LintFinding[],
  step: PlanStep | undefined,
  report?: MigrationReport,
): DataLost {
  const number = findings[0]?.statement?.number;
  const place = number === undefined ? '' : ` at statement ${number}`;
  const others = findings.length === 1 ? '' : ` It is one of ${findings.length} such findings.`;
  const verb = findings[0]?.rule === 'not-linted' ? 'may lose data' : `loses data${place}`;
  return fail({
    code: 'MIGRATION.LOSES_DATA',
    message: `'${findings[0]?.migration}' ${verb}: ${findings[0]?.message}${others}`,
    hint: `Nothing of it ran. roost migrate:lint shows what to write instead; ${ifIntended(findings)}`,
    details: {
      findings,
      ...(step === undefined ? {} : { step }),
      ...(report === undefined ? {} : { report }),
    },
  });
}

/** `filled`: the table or columns that were empty before the run, and how many rows are there now. */
export function dataLostMeanwhile(
  findings: readonly LintFinding[],
  filled: string,
  step: PlanStep,
  report: MigrationReport,
): DataLost {
  return fail({
    code: 'MIGRATION.LOSES_DATA',
    message: `${attempt(step)} was undone: ${filled} was empty before, and something has been written there meanwhile. ${findings[0]?.message}`,
    hint: `${changedNothing}: look at what was written; ${ifIntended(findings)}`,
    details: { findings, step, report },
  });
}

type DataLost = RoostError<
  'MIGRATION.LOSES_DATA',
  { readonly findings: readonly LintFinding[]; readonly step?: PlanStep; readonly report?: MigrationReport }
>;

function ifIntended(findings: readonly LintFinding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return (
    `if the loss is intended, say so in a comment of its file (roost-allow ${rules[0]}: why), or for this run: ` +
    rules.map((rule) => `--allow ${rule}`).join(' ')
  );
}
