// The ledger row that a commit writes, and how to find it again.
import type { Sql, SqlResult } from '../database/d1.ts';
import type { HeldLedger, LedgerHead } from '../ledger/held-ledger.ts';
import type { LedgerRow, LedgerState } from '../ledger/ledger.ts';
import {
  assertHeadStatement,
  deleteRow,
  fingerprintStatement,
  insertRow,
  type NewLedgerRow,
} from '../ledger/write.ts';
import { storedAs } from '../record/stored-down.ts';

export function isRowOf({
  migration,
  runId,
}: Pick<LedgerRow, 'migration' | 'runId'>): (row: LedgerRow) => boolean {
  return (row) => row.migration === migration && row.runId === runId;
}

/**
 * The row that the new one of the same migration replaces: it ran no statement, so that the migration is applied only
 * now.
 */
export function emptyRowOf(ledger: HeldLedger, migration: string): LedgerRow | undefined {
  const row = ledger.rowOf(migration);
  return row?.statements === 0 ? row : undefined;
}

/** The statements that insert a migration's row, the row that it replaces, and the head without that row. */
export function insertion(
  ledger: HeldLedger,
  row: NewLedgerRow,
): { readonly before: readonly Sql[]; readonly gone: readonly LedgerRow[]; readonly base: LedgerHead } {
  const empty = emptyRowOf(ledger, row.migration);
  const { head } = ledger;
  if (empty === undefined) return { before: [insertRow(ledger, head, row)], gone: [], base: head };
  const base = ledger.headWithout(empty);
  const before = [assertHeadStatement(ledger, head), deleteRow(ledger, empty), insertRow(ledger, base, row)];
  return { before, gone: [empty], base };
}

/** The statement that sets the last row's fingerprint, which is known only when another row is added. */
export function fingerprinting(ledger: HeldLedger, base: LedgerHead): readonly Sql[] {
  const fingerprint = fingerprintOfLast(ledger, base);
  return fingerprint === null ? [] : [fingerprintStatement(ledger, base.id, fingerprint)];
}

/** The snapshot is what the last row's run left; a row that is replaced now left nothing. */
export function fingerprintOfLast(ledger: HeldLedger, base: LedgerHead): string | null {
  return base.rows === 0 ? null : ledger.fingerprint;
}

export function newRow(row: NewLedgerRow, inserted: SqlResult | undefined, state: LedgerState): LedgerRow {
  const given = inserted?.results[0] as { id: number; applied_at: string };
  const { migration, batch, checksum, runId, statements, environment, downSql } = row;
  const down = storedAs(downSql);
  const { id, applied_at: appliedAt } = given;
  return { id, migration, batch, state, checksum, runId, appliedAt, down, statements, environment };
}
