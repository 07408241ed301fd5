// The ledger row of a step that is to be applied, as far as it is known before its statements are.
import type { NewLedgerRow } from '../ledger/write.ts';
import type { LoadedMigration } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';

/** What is known of a run as a whole: all but the last go on each ledger row that it writes. */
export type RunIdentity = {
  readonly runId: string;
  readonly bookmark: string | null;
  /** The environment that it is for; null where none was named. */
  readonly environment: string | null;
  /** Whether somebody was shown the plan and agreed to it. */
  readonly isApproved: boolean;
};

export function newRowOf(
  { name: migration, batch }: PlanStep,
  { checksum }: LoadedMigration,
  { runId, bookmark, environment }: Omit<RunIdentity, 'isApproved'>,
): NewLedgerRow {
  return { migration, batch, checksum, runId, bookmark, environment, downSql: null, statements: null };
}
