// What the commits of a migration consist of: its statements with its ledger row, or the row alone.
import type { SqlDatabase } from '../database.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import { keepSchemaStatement, olderRowStatements, withOlderRows } from '../ledger/kept-schema.ts';
import type { Ledger, LedgerRow } from '../ledger/ledger.ts';
import { tellApplied, tellRolledBack } from '../ledger/wrangler.ts';
import {
  appliedStatement,
  assertHeadStatement,
  assertKeptStatement,
  forgetStatement,
  isSameHead,
  markStatement,
  type NewLedgerRow,
  withoutRow,
  withRow,
} from '../ledger/write.ts';
import type { RecordedStatement } from '../record/conduct.ts';
import { type CommitOutcome, commit } from './commit.ts';
import { isBy, recording } from './rows.ts';

/** Commits a migration's statements together with its new ledger row; wrangler is told of what it `replaces` as well. */
export async function commitUp(
  database: SqlDatabase,
  ledger: Ledger,
  row: NewLedgerRow,
  statements: readonly RecordedStatement[],
  replaces: readonly string[] = [],
): Promise<CommitOutcome> {
  const { opening, base } = recording(ledger, row);
  const older = await withOlderRows(base);
  return commit(database, ledger, {
    opening,
    statements,
    telling: tellApplied(ledger, row.migration, replaces),
    closing: [
      ...olderRowStatements(base, older),
      appliedStatement(ledger, row.migration),
      keepSchemaStatement(ledger),
      assertKeptStatement(ledger, row, 'applied'),
    ],
    rows: [row],
    after: (written) => written.reduce(withRow, older),
    stateIn: (now) => now.rows.find(isBy(row))?.state,
    done: 'applied',
  });
}

/** Commits nothing but the partial row of a migration whose statements will commit one by one. */
export async function commitStart(
  database: SqlDatabase,
  ledger: Ledger,
  row: NewLedgerRow,
): Promise<CommitOutcome> {
  const { opening, base } = recording(ledger, row);
  const older = await withOlderRows(base);
  return commit(database, ledger, {
    opening,
    statements: [],
    telling: [],
    closing: olderRowStatements(base, older),
    rows: [row],
    after: (written) => written.reduce(withRow, older),
    stateIn: (now) => now.rows.find(isBy(row))?.state,
    done: 'partial',
  });
}

/** Commits the statements of a roll-back together with the deletion of the ledger row. */
export async function commitDown(
  database: SqlDatabase,
  ledger: Ledger,
  row: LedgerRow & { readonly runId: string },
  statements: readonly RecordedStatement[],
): Promise<CommitOutcome> {
  const after = withoutRow(ledger, row);
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger), markStatement(ledger, { ...row, state: 'partial' })],
    statements,
    telling: tellRolledBack(ledger, row.migration),
    closing: [
      forgetStatement(ledger, row),
      keepSchemaStatement(ledger),
      assertKeptStatement(ledger, row, 'gone'),
    ],
    rows: [],
    after: () => after,
    // The head alone does not tell which row is gone, where another run has taken one as well; and a row that is gone behind a
    // batch which is known to have failed was taken by another run.
    stateIn: (now, wasLost) => {
      const own = now.rows.find(isBy(row));
      if (own !== undefined) return own.state;
      const isGone = ledgerDifference(ledger, now).gone.some(({ id }) => id === row.id);
      return isGone && (wasLost || isSameHead(now, after)) ? 'gone' : undefined;
    },
    done: 'gone',
  });
}

/** Commits nothing but a row's new state. */
export async function commitMark(
  database: SqlDatabase,
  ledger: Ledger,
  row: LedgerRow & { readonly runId: string },
): Promise<CommitOutcome> {
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger)],
    statements: [],
    telling: row.state === 'applied' ? tellApplied(ledger, row.migration) : [],
    closing: [
      markStatement(ledger, row),
      ...(row.state === 'applied' ? [keepSchemaStatement(ledger)] : []),
      assertKeptStatement(ledger, row, row.state),
    ],
    rows: [],
    after: () => withRow(ledger, row),
    stateIn: (now) => now.rows.find(isBy(row))?.state,
    done: row.state,
  });
}
