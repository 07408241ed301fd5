// What lies between two readings of a ledger. Pure.
import type { Ledger, LedgerRow } from './ledger.ts';

export type LedgerDifference = {
  readonly added: readonly LedgerRow[];
  readonly gone: readonly LedgerRow[];
};

/** By more than the id: in a table taken over without AUTOINCREMENT a rolled-back id comes again. */
export function ledgerDifference(before: Ledger, now: Ledger): LedgerDifference {
  const known = new Set(before.rows.map(identity));
  const present = new Set(now.rows.map(identity));
  // A migration that had run no statement is applied in the place of its row: nothing of it was taken away.
  const names = new Set(now.rows.map(({ migration }) => migration));
  const isFilled = ({ migration, statements }: LedgerRow): boolean =>
    statements === 0 && names.has(migration);
  return {
    added: now.rows.filter((row) => !known.has(identity(row))),
    gone: before.rows.filter((row) => !present.has(identity(row)) && !isFilled(row)),
  };
}

function identity({ id, migration, runId }: LedgerRow): string {
  return JSON.stringify([id, migration, runId]);
}
