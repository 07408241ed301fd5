// How two readings of a ledger differ. Pure.
import type { Ledger, LedgerRow } from './ledger.ts';

export type LedgerDifference = {
  readonly added: readonly LedgerRow[];
  readonly gone: readonly LedgerRow[];
};

/**
 * Compares more than the id: a table of another program, without AUTOINCREMENT, reuses the id of a rolled-back row, and a run
 * whose answer was lost may apply the same migration once more.
 */
export function ledgerDifference(before: Ledger, now: Ledger): LedgerDifference {
  const known = new Set(before.rows.map(identity));
  const present = new Set(now.rows.map(identity));
  // A migration that had run no statement is applied in a new row, which replaces its old one: nothing of it was
  // rolled back.
  const names = new Set(now.rows.map(({ migration }) => migration));
  const isReplaced = ({ migration, statements }: LedgerRow): boolean =>
    statements === 0 && names.has(migration);
  return {
    added: now.rows.filter((row) => !known.has(identity(row))),
    gone: before.rows.filter((row) => !present.has(identity(row)) && !isReplaced(row)),
  };
}

function identity({ id, migration, runId, appliedAt }: LedgerRow): string {
  return JSON.stringify([id, migration, runId, appliedAt]);
}
