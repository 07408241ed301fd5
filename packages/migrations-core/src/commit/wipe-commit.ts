// The commit of a wipe.
import type { SqlDatabase } from '../database/d1.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import type { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { clearStatements } from '../ledger/wrangler-ledger.ts';
import { assertHeadStatement, deleteAllRows, markAllPartial } from '../ledger/write.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { type CommitOutcome, commit, type SeenState } from './commit.ts';

/**
 * Commits the statements of a wipe together with the deletion of every ledger row. The rows are partial from the
 * first statement to the last: if a database still keeps a part of it, the ledger lists nothing as applied that may
 * be gone.
 */
export async function commitWipe(
  database: SqlDatabase,
  ledger: HeldLedger,
  statements: readonly RecordedStatement[],
): Promise<CommitOutcome> {
  const before = ledger.reading();
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, ledger.head), markAllPartial(ledger)],
    statements,
    reach: 'anything',
    wranglerStatements: clearStatements(ledger),
    after: [deleteAllRows(ledger)],
    rows: [],
    change: () => ({ gone: before.rows, put: [] }),
    // An empty ledger does not show the wipe; but it can be sent again, because `IF EXISTS` does not drop anything
    // twice.
    stateIn: (now, wasLost) => (before.rows.length === 0 ? undefined : stateOfAll(before, now, wasLost)),
    done: 'gone',
  });
}

// If there are rows of another run by now, only a lost answer means that this wipe deleted the old ones.
function stateOfAll(before: Ledger, now: Ledger, wasLost: boolean): SeenState | undefined {
  const { gone } = ledgerDifference(before, now);
  if (gone.length === before.rows.length) return wasLost || now.rows.length === 0 ? 'gone' : undefined;
  return now.rows.every(({ state }) => state === 'partial') ? 'partial' : 'applied';
}
