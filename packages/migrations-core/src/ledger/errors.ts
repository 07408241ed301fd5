// What can be wrong with the ledger.
import { isRoostError, messageOf, type RoostError } from '@roostjs/internal-errors';
import { fail, lookAgain, notDone, quoted, type Uncommitted, unchanged } from '../errors.ts';
import type { PlanStep } from '../plan/types.ts';
import type { MigrationReport } from '../run/report.ts';
import type { LedgerRow } from './ledger.ts';

export function invalidLedgerName(name: string): RoostError {
  return fail({
    code: 'LEDGER.NAME_INVALID',
    message: `'${name}' cannot be the ledger's table.`,
    hint: 'Use letters, digits and underscores, not beginning with sqlite_ or _cf_.',
    details: { table: name },
  });
}

export function ledgerOfWrangler(table: string): RoostError {
  return fail({
    code: 'LEDGER.NAME_INVALID',
    message: `'${table}' is wrangler's own ledger.`,
    hint: 'Choose another table: --ledger <name>.',
    details: { table },
  });
}

export function ledgerIncompatible(table: string, columns: readonly string[]): RoostError {
  return fail({
    code: 'LEDGER.INCOMPATIBLE',
    message: `The table '${table}' is not a migrations ledger: its columns are ${columns.join(', ')}.`,
    hint: `Choose another table: --ledger <name>. ${unchanged}`,
    details: { table, columns },
  });
}

export function ledgerWithTriggers(table: string, triggers: readonly string[]): RoostError {
  return fail({
    code: 'LEDGER.INCOMPATIBLE',
    message: `The ledger '${table}' has triggers, which can change what is recorded: ${quoted(triggers)}.`,
    hint: `Drop them, or choose another table: --ledger <name>. ${unchanged}`,
    details: { table, triggers },
  });
}

export function ledgerUnreadable(table: string, cause: unknown): RoostError {
  return fail({
    code: 'LEDGER.UNREADABLE',
    message: `The ledger '${table}' cannot be read: ${messageOf(cause)}`,
    hint: `Look at that table with a SQLite client, or choose another one: --ledger <name>. ${unchanged}`,
    details: { table },
    cause,
  });
}

export function ledgerCorrupt(table: string, problem: string): RoostError {
  return fail({
    code: 'LEDGER.CORRUPT',
    message: `The ledger '${table}' cannot be trusted: ${problem}.`,
    hint: `Look at the row and set it right by hand. ${unchanged}`,
    details: { table },
  });
}

export function otherEnvironment(remembered: string, present: string): RoostError {
  return fail({
    code: 'LEDGER.ENVIRONMENT',
    message: `This database was last migrated for the environment '${remembered}', and this run is for '${present}'.`,
    hint: `Where it is the database that you mean, --allow-other-environment goes on. ${unchanged}`,
    details: { remembered, present },
  });
}

export function installFailed(table: string, uncommitted: Uncommitted): RoostError {
  return fail({
    code: 'LEDGER.INSTALL_FAILED',
    message: notDone([`The ledger '${table}'`, 'was', 'made'], uncommitted),
    hint: lookAgain,
    details: { table },
  });
}

/** The database says of its own last row, again and again, that it is another than the one that was read. */
export function ledgerUnmatched(table: string, step: PlanStep, report: MigrationReport): RoostError {
  return fail({
    code: 'LEDGER.CORRUPT',
    message: `The ledger '${table}' cannot be trusted: its last row is never found as it was read.`,
    hint: `Set the row right by hand, or run the command again where the database answers from copies that lag. Nothing of '${step.name}' was written.`,
    details: { table, step, report },
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
    hint: lookAgain,
    details: { applied: rows.map(shown), gone: gone.map(shown), report },
  });
}

// Only what is meant to be seen.
function shown({ down: _, ...row }: LedgerRow): Omit<LedgerRow, 'down'> {
  return row;
}

export function ledgerUnsettled(
  step: PlanStep,
  cause: unknown,
  readError: unknown,
  report: MigrationReport,
): RoostError {
  const look =
    readError === undefined
      ? 'The ledger does not show it by now.'
      : `Then the ledger could not be read: ${messageOf(reasonOf(readError))}`;
  return fail({
    code: 'LEDGER.UNSETTLED',
    message: `Whether '${step.name}' was committed is not known: ${messageOf(cause)} ${look}`,
    hint: 'When the database answers again, roost migrate:status tells; running the command again is safe.',
    details: { step, report },
    cause,
  });
}

function reasonOf(readError: unknown): unknown {
  return isRoostError(readError) && readError.code === 'LEDGER.UNREADABLE' ? readError.cause : readError;
}
