// Errors that end a run because the ledger is not what it read, with the report of what was done and what is left.

import { isRoostError, messageOf, type RoostError } from '@roostjs/internal-errors';
import { fail, lookAgain, quoted } from '../errors.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import type { PlanStep } from '../migration/step.ts';
import type { MigrationReport } from './report.ts';

/** The database reports again and again that its last row differs from the row that was read. */
export function ledgerUnstable(
  table: string,
  step: PlanStep,
  report: MigrationReport,
): RoostError<
  'LEDGER.CORRUPT',
  { readonly table: string; readonly step: PlanStep; readonly report: MigrationReport }
> {
  return fail({
    code: 'LEDGER.CORRUPT',
    message: `The ledger '${table}' cannot be trusted: its last row keeps changing between reads.`,
    hint: `Correct the row by hand; if the database answers from replicas that lag, run the command again. Nothing of '${step.name}' was written.`,
    details: { table, step, report },
  });
}

/** A row, except whether its down() is stored. */
export type ShownRow = Omit<LedgerRow, 'down'>;

export function ledgerConflict(
  rows: readonly LedgerRow[],
  gone: readonly LedgerRow[],
  report: MigrationReport,
): RoostError<
  'LEDGER.CONFLICT',
  {
    readonly applied: readonly ShownRow[];
    readonly gone: readonly ShownRow[];
    readonly report: MigrationReport;
  }
> {
  const by = rows.map((row) => `'${row.migration}' (run ${row.runId ?? 'unknown'})`).join(', ');
  const applied = rows.length > 0 ? ` Another run applied ${by}.` : '';
  const undone =
    gone.length > 0 ? ` Another run rolled back ${quoted(gone.map((row) => row.migration))}.` : '';
  return fail({
    code: 'LEDGER.CONFLICT',
    message: `The ledger has changed since this run was planned.${applied}${undone}`,
    hint: lookAgain,
    details: { applied: rows.map(shown), gone: gone.map(shown), report },
  });
}

export function outcomeUnknown(
  step: PlanStep,
  cause: unknown,
  readError: unknown,
  report: MigrationReport,
): RoostError<'LEDGER.OUTCOME_UNKNOWN', { readonly step: PlanStep; readonly report: MigrationReport }> {
  const look =
    readError === undefined
      ? 'The ledger does not show it so far.'
      : `Then the ledger could not be read: ${messageOf(reasonOf(readError))}`;
  return fail({
    code: 'LEDGER.OUTCOME_UNKNOWN',
    message: `Whether '${step.name}' was committed is not known: ${messageOf(cause)} ${look}`,
    hint: 'When the database answers again, roost migrate:status shows it; running the command again is safe.',
    details: { step, report },
    cause,
  });
}

function shown({ down: _, ...row }: LedgerRow): ShownRow {
  return row;
}

function reasonOf(readError: unknown): unknown {
  return isRoostError(readError) && readError.code === 'LEDGER.UNREADABLE' ? readError.cause : readError;
}
