// The commits of a migration: its statements with its ledger row, or only the row.
import type { SqlDatabase } from '../database/d1.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import type { HeldLedger } from '../ledger/held-ledger.ts';
import type { LedgerRow, LedgerState } from '../ledger/ledger.ts';
import { type SchemaReach, schemaReachOf } from '../ledger/schema-snapshot.ts';
import { deleteStatements, insertStatements } from '../ledger/wrangler-ledger.ts';
import {
  assertHeadStatement,
  assertRowsStatement,
  deleteRow,
  headOf,
  insertPartialRow,
  isSameHead,
  markApplied,
  markAppliedWithFingerprint,
  type NewLedgerRow,
  setState,
} from '../ledger/write.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { type CommitOutcome, commit } from './commit.ts';
import { emptyRowOf, fingerprinting, fingerprintOfLast, insertion, isRowOf } from './ledger-rows.ts';

/**
 * Commits a migration's statements together with its new ledger row; wrangler's ledger also gets what it `replaces`.
 */
export async function commitUp(
  database: SqlDatabase,
  ledger: HeldLedger,
  row: NewLedgerRow,
  statements: readonly RecordedStatement[],
  replaces: readonly string[] = [],
): Promise<CommitOutcome> {
  const { before, gone, base } = insertion(ledger, row);
  const last = { id: base.id, fingerprint: fingerprintOfLast(ledger, base) };
  return commit(database, ledger, {
    before,
    statements,
    reach: schemaReachOf(statements),
    wranglerStatements: insertStatements(ledger, row.migration, replaces),
    after: [
      markAppliedWithFingerprint(ledger, row.migration, last),
      assertRowsStatement(ledger, { rows: base.rows + 1, partial: base.partial }, row, 'applied'),
    ],
    rows: [row],
    change: (written) => ({ gone, put: written }),
    stateIn: (now) => now.rows.find(isRowOf(row))?.state,
    done: 'applied',
  });
}

/** A migration to apply. */
export type Up = {
  readonly row: NewLedgerRow;
  readonly statements: readonly RecordedStatement[];
  readonly replaces: readonly string[];
};

/**
 * Commits the statements of several migrations, in their order, together with all of their rows. The schema that each
 * of them leaves is not read, so that only the last row ever gets a fingerprint. None of them may have a row that ran
 * statements.
 */
export async function commitUps(
  database: SqlDatabase,
  ledger: HeldLedger,
  ups: readonly Up[],
): Promise<CommitOutcome> {
  const { head } = ledger;
  const rows = ups.map(({ row }) => row);
  const statements = ups.flatMap((up) => up.statements);
  const empty = rows.flatMap(({ migration }) => emptyRowOf(ledger, migration) ?? []);
  const counts = { rows: head.rows - empty.length + rows.length, partial: head.partial };
  return commit(database, ledger, {
    before: [
      assertHeadStatement(ledger, head),
      ...empty.map((row) => deleteRow(ledger, row)),
      ...rows.map((row) => insertPartialRow(ledger, row)),
    ],
    statements,
    reach: schemaReachOf(statements),
    wranglerStatements: ups.flatMap(({ row, replaces }) => insertStatements(ledger, row.migration, replaces)),
    after: [
      ...(empty.length > 0 ? [] : fingerprinting(ledger, head)),
      ...rows.map(({ migration }) => markApplied(ledger, migration)),
      ...rows.map((row) => assertRowsStatement(ledger, counts, row, 'applied')),
    ],
    rows,
    change: (written) => ({ gone: empty, put: written }),
    stateIn: (now) => stateOfAll(rows.map((row) => now.rows.find(isRowOf(row))?.state)),
    done: 'applied',
  });
}

// If a database keeps a part of a batch, some rows may be partial.
function stateOfAll(states: readonly (LedgerState | undefined)[]): LedgerState | undefined {
  if (states.every((state) => state === undefined)) return undefined;
  return states.every((state) => state === 'applied') ? 'applied' : 'partial';
}

/** Commits only the partial row of a migration whose statements will commit one by one. */
export async function commitStart(
  database: SqlDatabase,
  ledger: HeldLedger,
  row: NewLedgerRow,
): Promise<CommitOutcome> {
  const { before, gone, base } = insertion(ledger, row);
  return commit(database, ledger, {
    before,
    statements: [],
    reach: null,
    wranglerStatements: [],
    after: fingerprinting(ledger, base),
    rows: [row],
    change: (written) => ({ gone, put: written }),
    stateIn: (now) => now.rows.find(isRowOf(row))?.state,
    done: 'partial',
  });
}

/** Commits the statements of a rollback together with the deletion of the ledger row. */
export async function commitDown(
  database: SqlDatabase,
  ledger: HeldLedger,
  row: LedgerRow & { readonly runId: string },
  statements: readonly RecordedStatement[],
  reach: SchemaReach = schemaReachOf(statements),
): Promise<CommitOutcome> {
  const { rows, partial } = ledger.headWithout(row);
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, ledger.head), setState(ledger, { ...row, state: 'partial' })],
    statements,
    reach,
    wranglerStatements: deleteStatements(ledger, row.migration),
    after: [deleteRow(ledger, row), assertRowsStatement(ledger, { rows, partial }, row, 'gone')],
    rows: [],
    change: () => ({ gone: [row], put: [] }),
    // If another run has deleted a row as well, the head alone does not show which one is gone. If the batch is known
    // to have failed, another run deleted this row.
    stateIn: (now, wasLost) => {
      const own = now.rows.find(isRowOf(row));
      if (own !== undefined) return own.state;
      const isGone = ledgerDifference(ledger.reading(), now).gone.some(({ id }) => id === row.id);
      return isGone && (wasLost || isSameHead(headOf(now), ledger.headWithout(row))) ? 'gone' : undefined;
    },
    done: 'gone',
  });
}

/** Commits only a row's new state. */
export async function commitMark(
  database: SqlDatabase,
  ledger: HeldLedger,
  row: LedgerRow & { readonly runId: string },
): Promise<CommitOutcome> {
  const { rows, partial } = ledger.headWithout(row);
  const isApplied = row.state === 'applied';
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, ledger.head)],
    statements: [],
    reach: isApplied ? 'anything' : null,
    wranglerStatements: isApplied ? insertStatements(ledger, row.migration) : [],
    after: [
      setState(ledger, row),
      assertRowsStatement(ledger, { rows: rows + 1, partial: partial + (isApplied ? 0 : 1) }, row, row.state),
    ],
    rows: [],
    change: () => ({ gone: [], put: [row] }),
    stateIn: (now) => now.rows.find(isRowOf(row))?.state,
    done: row.state,
  });
}
