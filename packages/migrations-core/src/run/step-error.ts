// The error that ends a run because a step was not committed.
import type { NotCommitted } from '../commit/commit.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isLedgerAltered } from '../ledger/write.ts';
import type { PlanStep } from '../migration/step.ts';
import { type EmptyLossesByName, filledMeanwhile } from './empty-losses.ts';
import { dataLostMeanwhile, ledgerChangedIndirectly, migrationFailed, partlyApplied } from './errors.ts';
import { ledgerConflict, outcomeUnknown } from './ledger-errors.ts';
import type { MigrationReport } from './report.ts';

/** What the run held before the commit. */
type Before = { readonly ledger: Ledger; readonly empty: EmptyLossesByName };

export function stepError(
  step: PlanStep,
  outcome: NotCommitted,
  { ledger, empty }: Before,
  report: MigrationReport,
): Error {
  switch (outcome.kind) {
    case 'conflict': {
      const { added, gone } = ledgerDifference(ledger, outcome.ledger);
      return ledgerConflict(added, gone, report);
    }
    case 'failed': {
      const filled = filledMeanwhile(outcome.failure.cause);
      if (filled !== undefined)
        return dataLostMeanwhile(empty.get(step.name)?.findings ?? [], filled, step, report);
      return isLedgerAltered(outcome.failure.cause)
        ? ledgerChangedIndirectly(step, ledger.table, outcome.failure.cause, report)
        : migrationFailed(step, outcome.failure, report);
    }
    case 'partly-applied':
      return partlyApplied(step, outcome.cause, outcome.changes, report);
    case 'unknown':
      return outcomeUnknown(step, outcome.cause, outcome.readError, report);
  }
}
