// The ledger row that a commit writes, and how it is found again.
import type { SqlResult } from '../database.ts';
import type { LedgerRow, LedgerState } from '../ledger/ledger.ts';
import type { NewLedgerRow } from '../ledger/write.ts';

export function isBy({
  migration,
  runId,
}: Pick<LedgerRow, 'migration' | 'runId'>): (row: LedgerRow) => boolean {
  return (row) => row.migration === migration && row.runId === runId;
}

export function newRow(row: NewLedgerRow, inserted: SqlResult | undefined, state: LedgerState): LedgerRow {
  const given = inserted?.results[0] as { id: number; applied_at: string };
  return { ...row, id: given.id, appliedAt: given.applied_at, state, fingerprint: null, schema: null };
}
