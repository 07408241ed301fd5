// Statements and ledger rows → one atomic batch, and what is true when the answer was a failure.
import { prepare, type Sql, type SqlDatabase, type SqlResult } from '../database.ts';
import { isRoostError } from '../errors.ts';
import {
  asksToWait,
  isSyntaxError,
  isWorthAnotherTry,
  neverRan,
  type StepFailure,
  statementIndexOf,
} from '../failure.ts';
import { withKeptSchema } from '../ledger/kept-schema.ts';
import type { Ledger, LedgerRow } from '../ledger/ledger.ts';
import { readLedger } from '../ledger/read.ts';
import { installStatements, ledgerColumns } from '../ledger/table.ts';
import { isOvertaken, isUnchanged } from '../ledger/write.ts';
import { changesIn } from '../leftovers.ts';
import { locateFailure } from '../locate.ts';
import type { RecordedStatement } from '../record/conduct.ts';
import { type SchemaChange, type SchemaObject, schemaQuery } from '../schema-objects.ts';

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

/** What the ledger shows of a commit: the state of the row that this run has written. */
export type SeenState = LedgerRow['state'] | 'gone';

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

/** Sends the batch, again where its answer does not come, until the ledger shows what has become of it. */
export async function commit(database: SqlDatabase, ledger: Ledger, wanted: Commit): Promise<CommitOutcome> {
  let mayHaveRun = false;
  for (let sending = 1; ; sending += 1) {
    const sent = await send(database, ledger, wanted);
    if (sent.kind === 'committed') return sent;
    const settled = await settle(database, ledger, wanted, sent, mayHaveRun);
    mayHaveRun ||= !neverRan(sent.cause);
    if (settled !== 'absent') return settled;
    // The opening's assertion makes it safe to send again: of two that arrive only one can commit.
    if (sending < sendings && !asksToWait(sent.cause)) continue;
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
