// The ledger row of a step to apply, without what is known only once its statements are.
import type { NewLedgerRow } from '../ledger/write.ts';
import type { LoadedMigration } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';

/** What identifies a run. All except `isApproved` is written on each of its ledger rows. */
export type RunIdentity = {
  readonly runId: string;
  readonly bookmark: string | null;
  /** The environment that it is for; null if none was named. */
  readonly environment: string | null;
  /** Whether `approve` was asked, and approved the plan. */
  readonly isApproved: boolean;
};

export function newRowOf(
  { name: migration, batch }: PlanStep,
  { checksum, migration: { replaces } }: LoadedMigration,
  { runId, bookmark, environment }: Omit<RunIdentity, 'isApproved'>,
): NewLedgerRow {
  const row = { migration, batch, checksum, runId, bookmark, environment, downSql: null, statements: null };
  // On a new database it does the work of what it replaces.
  return { ...row, formerly: replaces ? JSON.stringify(replaces) : null };
}
