// One step → one atomic batch with its ledger row, and what is true when the answer was a failure.
import { prepare, type Sql, type SqlDatabase, type SqlResult } from './database.ts';
import { isRoostError } from './errors.ts';
import { type StepFailure, statementIndexOf } from './failure.ts';
import type { Ledger, LedgerRow } from './ledger/ledger.ts';
import { readLedger } from './ledger/read.ts';
import { installStatements, ledgerColumns } from './ledger/table.ts';
import {
  assertHeadStatement,
  forgetStatement,
  isOvertaken,
  isSameHead,
  isUnchanged,
  markStatement,
  type NewLedgerRow,
  recordStatement,
  withoutRow,
  withRow,
} from './ledger/write.ts';
import { locateFailure } from './locate.ts';
import type { RecordedStatement } from './record/conduct.ts';

/**
 * `overtaken`: another run changed the ledger first; nothing of this batch was written. `failed`: nothing was
 * written. `unsettled`: the answer was lost and the ledger cannot be read.
 */
export type CommitOutcome =
  | { readonly kind: 'committed'; readonly ledger: Ledger }
  | { readonly kind: 'overtaken'; readonly ledger: Ledger }
  | { readonly kind: 'failed'; readonly failure: StepFailure }
  | { readonly kind: 'unsettled'; readonly cause: unknown; readonly readError: unknown };

/** Commits a migration's statements together with its new ledger row. */
export async function commitUp(
  database: SqlDatabase,
  ledger: Ledger,
  row: NewLedgerRow,
  statements: readonly RecordedStatement[],
): Promise<CommitOutcome> {
  return commit(database, ledger, {
    opening: recordStatement(ledger, row),
    statements,
    closing: [],
    after: (result) => withRow(ledger, { ...row, ...insertedRow(result) }),
    isDone: (now) => now.rows.some((other) => other.migration === row.migration && other.runId === row.runId),
  });
}

/** Commits the statements of a roll-back together with the deletion of the ledger row. */
export async function commitDown(
  database: SqlDatabase,
  ledger: Ledger,
  row: LedgerRow,
  statements: readonly RecordedStatement[],
): Promise<CommitOutcome> {
  const after = withoutRow(ledger, row);
  return commit(database, ledger, {
    opening: assertHeadStatement(ledger),
    statements,
    closing: [forgetStatement(ledger, row)],
    after: () => after,
    isDone: (now) => isSameHead(now, after),
  });
}

/** Commits nothing but a row's new state. */
export async function commitMark(
  database: SqlDatabase,
  ledger: Ledger,
  row: LedgerRow & { readonly runId: string },
): Promise<CommitOutcome> {
  return commit(database, ledger, {
    opening: assertHeadStatement(ledger),
    statements: [],
    closing: [markStatement(ledger, row)],
    after: () => withRow(ledger, row),
    isDone: (now) =>
      now.rows.some(({ id, runId, state }) => id === row.id && runId === row.runId && state === row.state),
  });
}

type Commit = {
  readonly opening: Sql;
  readonly statements: readonly RecordedStatement[];
  readonly closing: readonly Sql[];
  /** The ledger afterwards, from the opening statement's result. */
  readonly after: (opening: SqlResult | undefined) => Ledger;
  /** Whether a ledger that was read again shows this commit. */
  readonly isDone: (now: Ledger) => boolean;
};

async function commit(database: SqlDatabase, ledger: Ledger, wanted: Commit): Promise<CommitOutcome> {
  const opening = [...installStatements(ledger.table, ledger.columns), wanted.opening];
  const batch = [
    ...opening.map((sql) => prepare(database, sql)),
    ...wanted.statements.map(({ bound }) => bound),
    ...wanted.closing.map((sql) => prepare(database, sql)),
  ];
  try {
    const results = await database.batch(batch);
    return {
      kind: 'committed',
      ledger: { ...wanted.after(results[opening.length - 1]), columns: ledgerColumns },
    };
  } catch (cause) {
    return settle(database, ledger, wanted, opening.length, cause);
  }
}

// A failed batch wrote nothing, a lost answer may hide a batch that did: only the ledger knows.
async function settle(
  database: SqlDatabase,
  before: Ledger,
  wanted: Commit,
  openingLength: number,
  cause: unknown,
): Promise<CommitOutcome> {
  let now: Ledger;
  try {
    now = await readLedger(database, before.table);
  } catch (readError) {
    return { kind: 'unsettled', cause, readError };
  }
  // The ledger's own assertion says so, whatever the ledger looks like by now.
  if (isOvertaken(before, cause)) return { kind: 'overtaken', ledger: now };
  if (wanted.isDone(now)) return { kind: 'committed', ledger: now };
  if (!isUnchanged(before, now)) return { kind: 'overtaken', ledger: now };
  return {
    kind: 'failed',
    failure: { cause, statement: await failedStatement(database, wanted, openingLength, cause) },
  };
}

async function failedStatement(
  database: SqlDatabase,
  { statements }: Commit,
  openingLength: number,
  cause: unknown,
): Promise<RecordedStatement | null> {
  const index = statementIndexOf(cause);
  if (index !== undefined) return statements[index - openingLength] ?? null;
  // A coded error is about the database as a whole, and no statement's fault.
  return isRoostError(cause) ? null : locateFailure(database, statements);
}

function insertedRow(result: SqlResult | undefined): Pick<LedgerRow, 'id' | 'appliedAt'> {
  const row = result?.results[0] as { id: number; applied_at: string };
  return { id: row.id, appliedAt: row.applied_at };
}
