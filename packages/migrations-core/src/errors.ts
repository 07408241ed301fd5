// Every code and message of core. docs/errors.md has an entry for each code; a test holds the two together.

import { messageOf, RoostError, type RoostFailure } from '@roostjs/internal-errors';
import { firstLine } from '@roostjs/internal-sql';
import type { FailedStatement, StepFailure } from './failure.ts';
import type { LedgerRow } from './ledger/read.ts';
import type { PlanStep } from './plan.ts';
import type { MigrationReport } from './report.ts';

export { isRoostError, messageOf, RoostError } from '@roostjs/internal-errors';

function fail(failure: RoostFailure): RoostError {
  return new RoostError(failure);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function count(names: readonly unknown[], noun: string): string {
  return names.length === 1 ? `1 ${noun}` : `${names.length} ${noun}s`;
}

// --- Names and modules

export function invalidNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `${quoted(names)} cannot be ordered: a migration's name begins with digits and an underscore.`,
    hint: 'Rename it, for example to 20261123101500_create_posts_table; a helper begins with an underscore.',
    details: { names },
  });
}

export function duplicateNames(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_DUPLICATE',
    message: `More than one migration bears the name ${quoted(names)}.`,
    hint: 'Rename or delete one of them.',
    details: { names },
  });
}

export function invalidExport(name: string, fault: string): RoostError {
  return fail({
    code: 'MIGRATION.EXPORT_INVALID',
    message: `'${name}' is not a migration: ${fault}.`,
    hint: 'Write: export default { async up(db) { … }, async down(db) { … } }',
    details: { name },
  });
}

// --- Plans that cannot be made

export function missingFiles(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.MISSING',
    message: `${count(names, 'migration')} cannot be rolled back, because the file is gone: ${quoted(names)}.`,
    hint: 'Bring the file back (from version control, say), then roll back again. Nothing was changed.',
    details: { names },
  });
}

export function irreversible(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.IRREVERSIBLE',
    message: `${count(names, 'migration')} cannot be rolled back, for want of a down(): ${quoted(names)}.`,
    hint: 'Write its down(), or a new migration that undoes it. Nothing was changed.',
    details: { names },
  });
}

export function partialMigrations(names: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.PARTIAL',
    message: `${quoted(names)} was started outside a transaction and has not been finished.`,
    hint: `If no run is at it now, look at the schema, then say what holds: roost migrate:resolve ${names[0]} --applied (or --rolled-back).`,
    details: { names },
  });
}

export function notFound(name: string): RoostError {
  return fail({
    code: 'MIGRATION.NOT_FOUND',
    message: `The ledger has no migration '${name}'.`,
    hint: 'roost migrate:status lists those there are.',
    details: { name },
  });
}

export function notPartial(name: string): RoostError {
  return fail({
    code: 'MIGRATION.NOT_PARTIAL',
    message: `'${name}' is applied and not partial: there is nothing to resolve.`,
    hint: 'roost migrate:status shows the state of each migration.',
    details: { name },
  });
}

export function resolveFailed(name: string, reason: string): RoostError {
  return fail({
    code: 'MIGRATION.RESOLVE_FAILED',
    message: `'${name}' was not resolved: ${reason}.`,
    hint: 'Look at roost migrate:status, then run the command again.',
    details: { name },
  });
}

export function invalidOption(option: string, problem: string): RoostError {
  return fail({
    code: 'OPTION.INVALID',
    message: `${option} ${problem}.`,
    hint: 'Give a whole number from 1 up, and either a number of steps or a batch.',
    details: { option },
  });
}

// --- Runs that stopped

export function migrationFailed(step: PlanStep, failure: StepFailure, report: MigrationReport): RoostError {
  const verb = step.direction === 'up' ? 'Migrating' : 'Rolling back';
  return fail({
    code: 'MIGRATION.FAILED',
    message: `${verb} '${step.name}' failed${place(failure.statement)}: ${messageOf(failure.cause)}`,
    hint: hintOf(failure.cause) ?? 'It left nothing behind: mend the migration and run the command again.',
    details: { step, statement: failure.statement, report },
    cause: failure.cause,
  });
}

export function directlyFailed(
  step: PlanStep,
  finished: number,
  failure: StepFailure,
  report: MigrationReport,
): RoostError {
  const verb = step.direction === 'up' ? 'Migrating' : 'Rolling back';
  return fail({
    code: 'MIGRATION.STOPPED_HALFWAY',
    message:
      `${verb} '${step.name}' outside a transaction failed${place(failure.statement)}, ` +
      `after ${finished === 1 ? '1 statement that stays' : `${finished} statements that stay`}: ${messageOf(failure.cause)}`,
    hint: `Finish or undo it by hand, then say which: roost migrate:resolve ${step.name} --applied (or --rolled-back).`,
    details: { step, statement: failure.statement, finished, report },
    cause: failure.cause,
  });
}

function place(statement: FailedStatement | null): string {
  return statement === null ? '' : ` at statement ${statement.number} (${firstLine(statement.sql)})`;
}

function hintOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'hint' in cause && typeof cause.hint === 'string' ? cause.hint : undefined;
}

// --- The ledger

export function invalidLedgerName(name: string): RoostError {
  return fail({
    code: 'LEDGER.NAME_INVALID',
    message: `'${name}' cannot be the ledger's table.`,
    hint: 'Use letters, digits and underscores, not beginning with sqlite_ or _cf_.',
    details: { table: name },
  });
}

export function ledgerIncompatible(table: string, columns: readonly string[]): RoostError {
  return fail({
    code: 'LEDGER.INCOMPATIBLE',
    message: `The table '${table}' is not a migrations ledger: its columns are ${columns.join(', ')}.`,
    hint: 'Choose another table for the ledger: --ledger <name>. The table was not touched.',
    details: { table, columns },
  });
}

export function ledgerCorrupt(table: string, problem: string): RoostError {
  return fail({
    code: 'LEDGER.CORRUPT',
    message: `The ledger '${table}' cannot be trusted: ${problem}.`,
    hint: 'Look at the row and set it right by hand; nothing was changed.',
    details: { table },
  });
}

export function ledgerMoved(
  rows: readonly LedgerRow[],
  gone: readonly LedgerRow[],
  report: MigrationReport,
): RoostError {
  const by = rows.map((row) => `'${row.migration}' (run ${row.runId ?? 'unknown'})`).join(', ');
  const applied = rows.length > 0 ? ` Another run applied ${by}.` : '';
  const undone =
    gone.length > 0 ? ` Another run rolled back ${quoted(gone.map((row) => row.migration))}.` : '';
  return fail({
    code: 'LEDGER.MOVED',
    message: `The ledger has changed since this run was planned.${applied}${undone}`,
    hint: 'Look at roost migrate:status, then run the command again.',
    details: { applied: rows, gone, report },
  });
}

export function ledgerUnsettled(
  step: PlanStep,
  cause: unknown,
  readError: unknown,
  report: MigrationReport,
): RoostError {
  return fail({
    code: 'LEDGER.UNSETTLED',
    message:
      `Whether '${step.name}' was committed is not known: ${messageOf(cause)} ` +
      `Then the ledger could not be read: ${messageOf(readError)}`,
    hint: 'When the database answers again, roost migrate:status tells; running the command again is safe.',
    details: { step, report },
    cause,
  });
}

// --- What a recorded migration may not do

const waysOut =
  'Read before you write; or do it in SQL (INSERT … SELECT, UPDATE … FROM); or set withinTransaction: false on the migration.';

export function readAfterWrite(read: string, written: string): RoostError {
  return fail({
    code: 'RECORDING.READ_AFTER_WRITE',
    message: `The migration reads (${read}) after it has written (${written}), and its writes have not run yet.`,
    hint: waysOut,
  });
}

export function resultUnknown(field: string, statement: string): RoostError {
  return fail({
    code: 'RECORDING.RESULT_UNKNOWN',
    message: `The migration asks for ${field} of a write that has not run yet: ${statement}`,
    hint: waysOut,
  });
}

/** Caught by pretend, which then says why a step's statements cannot be shown. */
export function readUnanswerable(read: string): RoostError {
  return fail({
    code: 'RECORDING.READ_AHEAD',
    message: `It reads the database, which the migrations before it will have changed: ${read}`,
    hint: 'Its statements are known when it runs.',
  });
}

export function transactionStatement(statement: string): RoostError {
  return fail({
    code: 'RECORDING.TRANSACTION',
    message: `A migration cannot hold a transaction statement: ${statement}`,
    hint: 'Leave it out: all writes of a migration commit together, or none.',
  });
}

export function unawaitedCall(calls: number): RoostError {
  return fail({
    code: 'RECORDING.UNAWAITED',
    message: `The migration returned while ${calls} of its database calls ${calls === 1 ? 'was' : 'were'} still running.`,
    hint: 'Write await before each call.',
  });
}

export function recordingClosed(statement: string): RoostError {
  return fail({
    code: 'RECORDING.CLOSED',
    message: `The migration used its database after it had returned: ${statement}`,
    hint: 'Write await before each call, and return only when all is done.',
  });
}

export function foreignStatement(): RoostError {
  return fail({
    code: 'RECORDING.FOREIGN_STATEMENT',
    message: 'batch() was given a statement that was not made by the database handed to the migration.',
    hint: 'Prepare it with the db argument, or with this.db.',
  });
}

export function unsupportedMethod(method: string): RoostError {
  return fail({
    code: 'RECORDING.UNSUPPORTED',
    message: `A migration's database has no ${method}.`,
    hint: 'D1 itself has given it up.',
  });
}
