// One step → one atomic batch with its ledger row, and what is true when the answer was a failure.
import { prepare, type Sql, type SqlDatabase, type SqlResult } from './database.ts';
import { schemaStatusOf } from './drift.ts';
import { isRoostError } from './errors.ts';
import { isSyntaxError, isWorthAnotherTry, neverRan, type StepFailure, statementIndexOf } from './failure.ts';
import {
  keepSchemaStatement,
  olderRowStatements,
  withKeptSchema,
  withOlderRows,
} from './ledger/kept-schema.ts';
import type { Ledger, LedgerRow, LedgerState } from './ledger/ledger.ts';
import { readLedger } from './ledger/read.ts';
import { installStatements, ledgerColumns } from './ledger/table.ts';
import { tellApplied, tellReplaced, tellRolledBack, tellWiped } from './ledger/wrangler.ts';
import {
  adoptStatement,
  appliedStatement,
  assertHeadStatement,
  fileStatement,
  forgetAllStatement,
  forgetStatement,
  isOvertaken,
  isSameHead,
  isUnchanged,
  markAllPartialStatement,
  markStatement,
  type NewLedgerRow,
  recordStatement,
  renameStatement,
  withoutRow,
  withRow,
} from './ledger/write.ts';
import { changesIn } from './leftovers.ts';
import { locateFailure } from './locate.ts';
import type { RecordedStatement } from './record/conduct.ts';
import { type SchemaChange, type SchemaObject, schemaQuery } from './schema-objects.ts';

/**
 * `overtaken`: another run changed the ledger first; nothing of this batch was written. `failed`: nothing was
 * written. `kept`: the batch failed, and the database is not atomic: the row is partial, and the schema has
 * changed so (null where it was not read).
 * `unsettled`: the answer was lost, and the ledger cannot be read (`readError`) or does not show the batch.
 */
export type CommitOutcome =
  | { readonly kind: 'committed'; readonly ledger: Ledger }
  | { readonly kind: 'overtaken'; readonly ledger: Ledger }
  | { readonly kind: 'failed'; readonly failure: StepFailure }
  | { readonly kind: 'kept'; readonly cause: unknown; readonly changes: readonly SchemaChange[] | null }
  | { readonly kind: 'unsettled'; readonly cause: unknown; readonly readError: unknown };

/** Commits a migration's statements together with its new ledger row. */
export async function commitUp(
  database: SqlDatabase,
  ledger: Ledger,
  row: NewLedgerRow,
  statements: readonly RecordedStatement[],
): Promise<CommitOutcome> {
  const older = await withOlderRows(ledger);
  return commit(database, ledger, {
    opening: [recordStatement(ledger, row)],
    statements,
    telling: tellApplied(ledger, row.migration),
    closing: [
      ...olderRowStatements(ledger, older),
      appliedStatement(ledger, row.migration),
      keepSchemaStatement(ledger),
    ],
    after: ([result]) => withRow(older, newRow(row, result, 'applied')),
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
  const older = await withOlderRows(ledger);
  return commit(database, ledger, {
    opening: [recordStatement(ledger, row)],
    statements: [],
    telling: [],
    closing: olderRowStatements(ledger, older),
    after: ([result]) => withRow(older, newRow(row, result, 'partial')),
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
    closing: [forgetStatement(ledger, row), keepSchemaStatement(ledger)],
    after: () => after,
    // The head alone does not tell which row is gone, where another run has taken one as well.
    stateIn: (now) => (isSameHead(now, after) && !holds(now, row) ? 'gone' : now.rows.find(isBy(row))?.state),
    done: 'gone',
  });
}

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

/** Commits nothing but the rows of migrations that hold already. */
export async function commitAdopted(
  database: SqlDatabase,
  ledger: Ledger,
  rows: readonly NewLedgerRow[],
): Promise<CommitOutcome> {
  const older = await withOlderRows(ledger);
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger), ...rows.map((row) => adoptStatement(ledger, row))],
    statements: [],
    // The first brings in all that is recorded by then.
    telling: rows.slice(0, 1).flatMap(({ migration }) => tellApplied(ledger, migration)),
    closing: [...olderRowStatements(ledger, older), keepSchemaStatement(ledger)],
    after: ([, ...results]) =>
      rows.reduce((now, row, index) => withRow(now, newRow(row, results[index], 'applied')), older),
    stateIn: (now) => (rows.every((row) => now.rows.some(isBy(row))) ? 'applied' : undefined),
    done: 'applied',
  });
}

/**
 * Commits nothing but the row of a migration that stands for others: the last one's row becomes its, so that it keeps its
 * place among what was applied, and theirs go.
 */
export async function commitReplaced(
  database: SqlDatabase,
  ledger: Ledger,
  row: LedgerRow & { readonly runId: string },
  replaced: readonly LedgerRow[],
): Promise<CommitOutcome> {
  const others = replaced.filter(({ id }) => id !== row.id);
  const names = replaced.map(({ migration }) => migration);
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger)],
    statements: [],
    telling: tellReplaced(ledger, row.migration, names),
    closing: [
      renameStatement(ledger, row),
      ...others.map((other) => forgetStatement(ledger, other)),
      keepSchemaStatement(ledger),
    ],
    after: () => withRow(others.reduce(withoutRow, ledger), row),
    stateIn: (now) => now.rows.find(isBy(row))?.state,
    done: 'applied',
  });
}

/** Commits nothing but the ledger's table. */
export async function commitInstall(database: SqlDatabase, ledger: Ledger): Promise<CommitOutcome> {
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger)],
    statements: [],
    telling: [],
    closing: [],
    after: () => ledger,
    stateIn: (now) => (installStatements(now.table, now.columns).length === 0 ? 'applied' : undefined),
    done: 'applied',
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
    closing: [markStatement(ledger, row), ...(row.state === 'applied' ? [keepSchemaStatement(ledger)] : [])],
    after: () => withRow(ledger, row),
    stateIn: (now) => now.rows.find(isBy(row))?.state,
    done: row.state,
  });
}

/** Commits nothing but what rows say of their files, and the schema as it is. */
export async function commitRepair(
  database: SqlDatabase,
  ledger: Ledger,
  repaired: readonly LedgerRow[],
): Promise<CommitOutcome> {
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger)],
    statements: [],
    telling: [],
    closing: [...repaired.map((row) => fileStatement(ledger, row)), keepSchemaStatement(ledger)],
    after: () => repaired.reduce(withRow, ledger),
    stateIn: (now) => (isRepaired(now, repaired) ? 'applied' : undefined),
    done: 'applied',
  });
}

/** What the ledger shows of a commit: the state of the row that this run has written. */
type SeenState = LedgerRow['state'] | 'gone';

type Commit = {
  readonly opening: readonly Sql[];
  readonly statements: readonly RecordedStatement[];
  /** What wrangler's ledger is told. */
  readonly telling: readonly Sql[];
  readonly closing: readonly Sql[];
  /** The ledger afterwards, from the results of the opening statements. */
  readonly after: (opening: readonly SqlResult[]) => Ledger;
  /** undefined where a ledger that was read again shows nothing of this commit. */
  readonly stateIn: (now: Ledger) => SeenState | undefined;
  readonly done: SeenState;
};

/** How often a batch is sent whose answer does not come, each time after a look at the ledger. */
const sendings = 3;

async function commit(database: SqlDatabase, ledger: Ledger, wanted: Commit): Promise<CommitOutcome> {
  let mayHaveRun = false;
  for (let sending = 1; ; sending += 1) {
    const sent = await send(database, ledger, wanted);
    if (sent.kind === 'committed') return sent;
    const settled = await settle(database, ledger, wanted, sent, mayHaveRun);
    mayHaveRun ||= !neverRan(sent.cause);
    if (settled !== 'absent') return settled;
    // The opening's assertion makes it safe to send again: of two that arrive only one can commit.
    if (sending < sendings) continue;
    return mayHaveRun
      ? { kind: 'unsettled', cause: sent.cause, readError: undefined }
      : { kind: 'failed', failure: { cause: sent.cause, statement: null } };
  }
}

type Failed = { readonly kind: 'failed'; readonly cause: unknown; readonly openingLength: number };

async function send(
  database: SqlDatabase,
  ledger: Ledger,
  { opening, statements, telling, closing, after }: Commit,
): Promise<Failed | Extract<CommitOutcome, { kind: 'committed' }>> {
  const before = [...installStatements(ledger.table, ledger.columns), ...opening];
  const behind = [...telling, ...closing, schemaQuery(ledger)];
  const batch = [
    ...before.map((sql) => prepare(database, sql)),
    ...statements.map(({ bound }) => bound),
    ...behind.map((sql) => prepare(database, sql)),
  ];
  try {
    const results = await database.batch(batch);
    const schema = results.at(-1)?.results as SchemaObject[];
    const now = withKeptSchema(after(results.slice(before.length - opening.length, before.length)), schema);
    const wranglerInStep = ledger.wranglerInStep || telling.length > 0;
    return { kind: 'committed', ledger: { ...now, columns: ledgerColumns, schema, wranglerInStep } };
  } catch (cause) {
    return { kind: 'failed', cause, openingLength: before.length };
  }
}

// A failed batch wrote nothing, a lost answer may hide a batch that did: only the ledger knows. `absent`: it shows
// nothing of a batch that may be sent again.
async function settle(
  database: SqlDatabase,
  before: Ledger,
  wanted: Commit,
  { cause, openingLength }: Failed,
  isSentBefore: boolean,
): Promise<CommitOutcome | 'absent'> {
  let now: Ledger;
  try {
    now = await readLedger(database, before);
  } catch (readError) {
    return neverRan(cause) && !isSentBefore
      ? { kind: 'failed', failure: { cause, statement: null } }
      : { kind: 'unsettled', cause, readError };
  }
  // The ledger's own assertion says so, whatever the ledger looks like by now; but what overtook a second sending
  // may have been the first.
  if (isOvertaken(before, cause) && !isSentBefore) return { kind: 'overtaken', ledger: now };
  const seen = wanted.stateIn(now);
  if (seen === wanted.done) return { kind: 'committed', ledger: now };
  if (seen !== undefined && seen !== wanted.stateIn(before)) {
    return { kind: 'kept', cause, changes: changesIn(before, now, wanted.statements) };
  }
  if (!isUnchanged(before, now)) return { kind: 'overtaken', ledger: now };
  if (isWorthAnotherTry(cause)) return 'absent';
  const statement = await failedStatement(database, before, wanted, openingLength, cause);
  return { kind: 'failed', failure: { cause, statement } };
}

async function failedStatement(
  database: SqlDatabase,
  { batches }: Ledger,
  { statements }: Commit,
  openingLength: number,
  cause: unknown,
): Promise<RecordedStatement | null> {
  const index = statementIndexOf(cause);
  if (index !== undefined) return statements[index - openingLength] ?? null;
  // A coded error is about the database as a whole, and no statement's fault.
  if (isRoostError(cause)) return null;
  // That the ledger's row was rolled back is no proof of it where the batch may have been refused unread.
  if (batches === 'unproven' && isSyntaxError(cause)) return null;
  return locateFailure(database, statements);
}

function stateOfAll({ rows }: Ledger): SeenState {
  if (rows.length === 0) return 'gone';
  return rows.every(({ state }) => state === 'partial') ? 'partial' : 'applied';
}

function isBy({ migration, runId }: Pick<LedgerRow, 'migration' | 'runId'>): (row: LedgerRow) => boolean {
  return (row) => row.migration === migration && row.runId === runId;
}

function holds({ rows }: Ledger, row: LedgerRow): boolean {
  return rows.some(({ id, migration }) => id === row.id && migration === row.migration);
}

function isRepaired(now: Ledger, repaired: readonly LedgerRow[]): boolean {
  const isRecorded = ({ id, checksum, downSql }: LedgerRow) =>
    now.rows.some((row) => row.id === id && row.checksum === checksum && row.downSql === downSql);
  return repaired.every(isRecorded) && schemaStatusOf(now).state !== 'drifted';
}

function newRow(row: NewLedgerRow, inserted: SqlResult | undefined, state: LedgerState): LedgerRow {
  const given = inserted?.results[0] as { id: number; applied_at: string };
  return { ...row, id: given.id, appliedAt: given.applied_at, state, fingerprint: null, schema: null };
}
