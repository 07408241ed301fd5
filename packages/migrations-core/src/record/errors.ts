// Errors about what a migration or a seeder must not do while its statements are recorded. Each is the cause of an
// error that names it.

import { messageOf, type NoDetails, type RoostError, shellWord } from '@roostjs/internal-errors';
import { firstLine } from '@roostjs/internal-sql';
import type { FailedStatement } from '../database/failure.ts';
import { fail, quote } from '../errors.ts';
import type { TouchingStatement } from '../ledger/touches-ledger.ts';
import type { Direction } from '../migration/migration.ts';
import type { PlanStep } from '../migration/step.ts';

/** What its author calls the function: that of a seeder is run(). */
export type FunctionName = Direction | 'run';

const waysOut =
  'Read before you write; or do it in SQL (INSERT … SELECT, UPDATE … FROM); or set withinTransaction: false.';

const awaitEach = 'Write await before each call.';

export const commitsByItself = 'withinTransaction is false, so its calls are known only while it runs';

export function readAfterWrite(
  read: string,
  written: string,
): RoostError<'RECORDING.READ_AFTER_WRITE', NoDetails> {
  return fail({
    code: 'RECORDING.READ_AFTER_WRITE',
    message: `It reads (${read}) after it has written (${written}), and its writes have not run yet.`,
    hint: waysOut,
  });
}

export function resultUnknown(
  field: string,
  statement: string,
): RoostError<'RECORDING.RESULT_UNKNOWN', NoDetails> {
  return fail({
    code: 'RECORDING.RESULT_UNKNOWN',
    message: `It asks for ${field} of a write that has not run yet: ${statement}`,
    hint: 'Choose an id yourself, or use the value in SQL (last_insert_rowid(), INSERT … SELECT); or set withinTransaction: false.',
  });
}

/** Caught by a dry run, which then says why a step's statements cannot be shown. */
export function readUnanswerable(read: string): RoostError<'RECORDING.READ_AHEAD', NoDetails> {
  return fail({
    code: 'RECORDING.READ_AHEAD',
    message: `It reads the database, which may have changed by the time it runs: ${read}`,
    hint: 'Its statements are known when it runs.',
  });
}

/** Only for an export. `reason`: why the schema is not known. */
export function schemaUnknown(read: string, reason: string): RoostError<'RECORDING.READ_AHEAD', NoDetails> {
  return fail({
    code: 'RECORDING.READ_AHEAD',
    message: `It reads the schema (${read}), which is not known, because ${reason}`,
    hint: 'Its statements are known when it runs.',
  });
}

export function transactionStatement(statement: string): RoostError<'RECORDING.TRANSACTION', NoDetails> {
  return fail({
    code: 'RECORDING.TRANSACTION',
    message: `It contains a transaction statement: ${statement}`,
    hint: 'Remove it: all its writes commit together, or none.',
  });
}

export const touchesLedgerHint = 'Remove it: roost migrate:resolve and migrate:repair correct a ledger.';

/** The end of a sentence about it. */
export function touchesLedger({ number, sql, ledger }: TouchingStatement): string {
  return `statement ${number} (${firstLine(sql)}) would change the ledger '${ledger}'.`;
}

/** For a call outside a transaction: only this call did not run. */
export function callTouchesLedger(
  touching: TouchingStatement,
): RoostError<'MIGRATION.TOUCHES_LEDGER', { readonly ledger: string; readonly statement: FailedStatement }> {
  const { number, sql, ledger } = touching;
  return fail({
    code: 'MIGRATION.TOUCHES_LEDGER',
    message: `It was not run: ${touchesLedger(touching)}`,
    hint: touchesLedgerHint,
    details: { ledger, statement: { number, sql } },
  });
}

export function unawaitedCall(calls: number): RoostError<'RECORDING.UNAWAITED', NoDetails> {
  return fail({
    code: 'RECORDING.UNAWAITED',
    message: `It returned while ${calls} of its database calls were still running.`,
    hint: awaitEach,
  });
}

export function unawaitedFailure(cause: unknown): RoostError<'RECORDING.UNAWAITED', NoDetails> {
  return fail({
    code: 'RECORDING.UNAWAITED',
    message: `A database call that was not awaited failed: ${messageOf(cause)}`,
    hint: awaitEach,
    cause,
  });
}

export function recordingClosed(statement: string): RoostError<'RECORDING.CLOSED', NoDetails> {
  return fail({
    code: 'RECORDING.CLOSED',
    message: `It used its database after it had returned: ${statement}`,
    hint: awaitEach,
  });
}

export function returnedInsteadOfRun(
  fn: FunctionName,
  sql: string,
): RoostError<'RECORDING.RETURNED_SQL', NoDetails> {
  return fail({
    code: 'RECORDING.RETURNED_SQL',
    message: `${fn}() returned SQL instead of running it: ${firstLine(sql)}`,
    hint: 'Run it with await db.run(sql), or await db.exec(sql) for several statements.',
  });
}

/** For a statement that could have been run as it was: it has a value for each parameter. */
export function neverRun(fn: FunctionName, sql: string): RoostError<'RECORDING.NEVER_RUN', NoDetails> {
  return fail({
    code: 'RECORDING.NEVER_RUN',
    message: `${fn}() prepared a statement and never ran it: ${firstLine(sql)}`,
    hint: 'Run it with await …run(), or do not prepare it.',
  });
}

/** `isArrow`: whether the function is an arrow function, whose `this` is that of the module. */
export function databaseMissing(
  fn: FunctionName,
  isArrow: boolean,
  cause: Error,
): RoostError<'RECORDING.NO_DATABASE', NoDetails> {
  const reason = isArrow ? 'is an arrow function, so it has no this.db' : 'does not find its database';
  return fail({
    code: 'RECORDING.NO_DATABASE',
    message: `${fn}() ${reason}: ${cause.message}`,
    hint: `Use its argument: async ${fn}(db) { … }. In a method, this.db is the same.`,
    cause,
  });
}

export function statementOfOtherDb(): RoostError<'RECORDING.STATEMENT_OF_OTHER_DB', NoDetails> {
  return fail({
    code: 'RECORDING.STATEMENT_OF_OTHER_DB',
    message: 'batch() received a statement that was not prepared by its own database.',
    hint: 'Prepare it with the db argument, or with this.db.',
  });
}

export function unsupportedMethod(method: string): RoostError<'RECORDING.UNSUPPORTED', NoDetails> {
  return fail({
    code: 'RECORDING.UNSUPPORTED',
    message: `The database has no ${method}.`,
    hint: 'D1 no longer supports it.',
  });
}

/** `at`: the index of the step that cannot be in one batch with those before it. */
export function notTogether(
  steps: readonly PlanStep[],
  at: number,
  reason: string,
): RoostError<'MIGRATION.NOT_TOGETHER', { readonly name: string; readonly reason: string }> {
  const { name = '' } = steps[at] ?? {};
  return fail({
    code: 'MIGRATION.NOT_TOGETHER',
    message: `${quote(name)} cannot be in one batch with the others: ${reason}.`,
    hint: `${runInParts(steps, at)} Nothing was written.`,
    details: { name, reason },
  });
}

/** `at`: the index of the first step that exceeds the limit of one request. */
export function tooManyTogether(
  steps: readonly PlanStep[],
  at: number,
  most: number,
): RoostError<'MIGRATION.TOO_MANY', { readonly name: string | undefined; readonly most: number }> {
  return fail({
    code: 'MIGRATION.TOO_MANY',
    message: `The run has more than the ${most} statements that D1 accepts in one request: ${quote(steps[at]?.name ?? '')} exceeds it.`,
    hint: `${runInParts(steps, at)} Nothing was written.`,
    details: { name: steps[at]?.name, most },
  });
}

function runInParts(steps: readonly PlanStep[], at: number): string {
  const before = steps[at - 1];
  if (before === undefined) return 'Run it without --atomic.';
  return `Run it with --to ${shellWord(before.name)} first, or run all without --atomic.`;
}
