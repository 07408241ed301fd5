// The ledger row of a step that is to be applied, as far as it is known before its statements are.
import type { NewLedgerRow } from '../ledger/write.ts';
import type { LoadedMigration } from '../migration/load.ts';
import type { PlanStep } from '../plan/types.ts';
import type { RunIdentity } from '../run/progress.ts';

export function newRowOf(
  { name: migration, batch }: PlanStep,
  { checksum }: LoadedMigration,
  { runId, bookmark, environment }: Omit<RunIdentity, 'isAgreedOn'>,
): NewLedgerRow {
  return { migration, batch, checksum, runId, bookmark, environment, downSql: null, statements: null };
}
