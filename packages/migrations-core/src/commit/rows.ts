// The ledger row that a commit writes, and how it is found again.
import type { Sql, SqlResult } from '../database.ts';
import type { Ledger, LedgerRow, LedgerState } from '../ledger/ledger.ts';
import {
  assertHeadStatement,
  forgetStatement,
  type NewLedgerRow,
  recordStatement,
  withoutRow,
} from '../ledger/write.ts';

export function isBy({
  migration,
  runId,
}: Pick<LedgerRow, 'migration' | 'runId'>): (row: LedgerRow) => boolean {
  return (row) => row.migration === migration && row.runId === runId;
}

/** The row that the new one of the same migration takes the place of: one that ran no statement, and is applied only now. */
export function emptyRowOf({ rows }: Ledger, migration: string): LedgerRow | undefined {
  return rows.find((row) => row.migration === migration && row.statements === 0);
}

/** What records a migration, where the ledger is as it was read; and the ledger then, without its row. */
export function recording(
  ledger: Ledger,
  row: NewLedgerRow,
): { readonly opening: readonly Sql[]; readonly base: Ledger } {
  const empty = emptyRowOf(ledger, row.migration);
  if (empty === undefined) return { opening: [recordStatement(ledger, row)], base: ledger };
  const base = withoutRow(ledger, empty);
  return {
    opening: [assertHeadStatement(ledger), forgetStatement(ledger, empty), recordStatement(base, row)],
    base,
  };
}

export function newRow(row: NewLedgerRow, inserted: SqlResult | undefined, state: LedgerState): LedgerRow {
  const given = inserted?.results[0] as { id: number; applied_at: string };
  return { ...row, id: given.id, appliedAt: given.applied_at, state, fingerprint: null, schema: null };
}
