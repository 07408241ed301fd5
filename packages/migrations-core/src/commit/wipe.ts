// The commit of a wipe.
import type { SqlDatabase } from '../database.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { tellWiped } from '../ledger/wrangler.ts';
import { assertHeadStatement, forgetAllStatement, markAllPartialStatement } from '../ledger/write.ts';
import type { RecordedStatement } from '../record/conduct.ts';
import { type CommitOutcome, commit, type SeenState } from './commit.ts';

/**
 * Commits a wipe, its statements together with the deletion of every ledger row. The rows are partial from the first
 * statement to the last: should a database keep a part of it all the same, the ledger claims nothing that is gone.
 */
export async function commitWipe(
  database: SqlDatabase,
  ledger: Ledger,
  statements: readonly RecordedStatement[],
): Promise<CommitOutcome> {
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger), markAllPartialStatement(ledger)],
    statements,
    telling: tellWiped(ledger),
    closing: [forgetAllStatement(ledger)],
    after: () => ({ ...ledger, rows: [] }),
    // An empty ledger shows nothing of it; but then it may be sent again, because what is gone is not dropped twice.
    stateIn: (now) => (ledger.rows.length === 0 ? undefined : stateOfAll(now)),
    done: 'gone',
  });
}

function stateOfAll({ rows }: Ledger): SeenState {
  if (rows.length === 0) return 'gone';
  return rows.every(({ state }) => state === 'partial') ? 'partial' : 'applied';
}
