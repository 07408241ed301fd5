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
  return {
    added: now.rows.filter((row) => !known.has(identity(row))),
    gone: before.rows.filter((row) => !present.has(identity(row))),
  };
}

function identity({ id, migration, runId }: LedgerRow): string {
  return JSON.stringify([id, migration, runId]);
}
