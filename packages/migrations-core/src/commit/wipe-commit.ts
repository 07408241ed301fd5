// The commit of a wipe.
import type { SqlDatabase } from '../database/d1.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import type { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { clearStatements } from '../ledger/wrangler-ledger.ts';
import { assertHeadStatement, forgetAllStatement, markAllPartialStatement } from '../ledger/write.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { type CommitOutcome, commit, type SeenState } from './commit.ts';

/**
 * Commits a wipe, its statements together with the deletion of every ledger row. The rows are partial from the first
 * statement to the last: should a database keep a part of it all the same, the ledger claims nothing that is gone.
 */
export async function commitWipe(
  database: SqlDatabase,
  ledger: HeldLedger,
  statements: readonly RecordedStatement[],
): Promise<CommitOutcome> {
  const before = ledger.reading();
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, ledger.head), markAllPartialStatement(ledger)],
    statements,
    reach: 'anything',
    wranglerStatements: clearStatements(ledger),
    after: [forgetAllStatement(ledger)],
    rows: [],
    change: () => ({ gone: before.rows, put: [] }),
    // An empty ledger shows nothing of it; but then it may be sent again, because what is gone is not dropped twice.
    stateIn: (now, wasLost) => (before.rows.length === 0 ? undefined : stateOfAll(before, now, wasLost)),
    done: 'gone',
  });
}

// Rows of another run may stand there by now; that this wipe has taken the old ones is then shown by a lost answer alone.
function stateOfAll(before: Ledger, now: Ledger, wasLost: boolean): SeenState | undefined {
  const { gone } = ledgerDifference(before, now);
  if (gone.length === before.rows.length) return wasLost || now.rows.length === 0 ? 'gone' : undefined;
  return now.rows.every(({ state }) => state === 'partial') ? 'partial' : 'applied';
}
