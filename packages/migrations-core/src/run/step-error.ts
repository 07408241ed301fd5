// The error that ends a run because a step was not committed.
import type { NotCommitted } from '../commit/commit.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isLedgerAltered } from '../ledger/write.ts';
import type { PlanStep } from '../migration/step.ts';
import { ledgerChangedIndirectly, migrationFailed, partlyApplied } from './errors.ts';
import { ledgerConflict, outcomeUnknown } from './ledger-errors.ts';
import type { MigrationReport } from './report.ts';

/** `ledger`: as the run held it before the commit. */
export function stepError(
  step: PlanStep,
  outcome: NotCommitted,
  ledger: Ledger,
  report: MigrationReport,
): Error {
  switch (outcome.kind) {
    case 'conflict': {
      const { added, gone } = ledgerDifference(ledger, outcome.ledger);
      return ledgerConflict(added, gone, report);
    }
    case 'failed':
      return isLedgerAltered(outcome.failure.cause)
        ? ledgerChangedIndirectly(step, ledger.table, outcome.failure.cause, report)
        : migrationFailed(step, outcome.failure, report);
    case 'partly-applied':
      return partlyApplied(step, outcome.cause, outcome.changes, report);
    case 'unknown':
      return outcomeUnknown(step, outcome.cause, outcome.readError, report);
  }
}
