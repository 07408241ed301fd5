// Statements and ledger rows → one atomic batch, and what is true when the answer was a failure.
import { prepare, type Sql, type SqlDatabase, type SqlResult, type SqlStatement } from '../database/d1.ts';
import {
  asksToWait,
  isRetryable,
  isSyntaxError,
  mayHaveRun,
  neverRan,
  type StepFailure,
  statementIndexOf,
} from '../database/failure.ts';
import { changesBetween, type SchemaChange } from '../database/schema.ts';
import { isRoostError } from '../errors.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import { HeldLedger, type RowChange } from '../ledger/held-ledger.ts';
import type { Ledger, LedgerRow, LedgerState } from '../ledger/ledger.ts';
import { readCurrentLedger, readLedger } from '../ledger/read.ts';
import { type SchemaReach, snapshotStatements, updateIn } from '../ledger/schema-snapshot.ts';
import {
  forgetSchemasStatement,
  isConflict,
  isUnchanged,
  isUnkept,
  type NewLedgerRow,
} from '../ledger/write.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { isRowOf, newRow } from './ledger-rows.ts';
import { locateFailure } from './locate-failure.ts';

/**
 * `committed`: `ledger` is as this commit alone leaves it, and `news` is the ledger as it was read after a lost answer, where
 * other runs have changed it as well; null where nothing else has changed. `conflict`: another run changed the ledger first;
 * nothing of this batch was written. `failed`: nothing was written. `partly-applied`: the batch failed, and the database is not atomic:
 * the row is partial, and the schema has changed so.
 * `unknown`: the answer was lost, and the ledger cannot be read (`readError`), does not show the batch, or is read otherwise
 * than the database itself finds it.
 */
export type CommitOutcome =
  | { readonly kind: 'committed'; readonly ledger: HeldLedger; readonly news: Ledger | null }
  | { readonly kind: 'conflict'; readonly ledger: Ledger }
  | { readonly kind: 'failed'; readonly failure: StepFailure }
  | { readonly kind: 'partly-applied'; readonly cause: unknown; readonly changes: readonly SchemaChange[] }
  | { readonly kind: 'unknown'; readonly cause: unknown; readonly readError: unknown };

/** What the ledger shows of a commit: the state of the row that this run has written. */
export type SeenState = LedgerState | 'gone';

type Commit = {
  readonly before: readonly Sql[];
  readonly statements: readonly RecordedStatement[];
  /** What of the schema has to be kept afterwards; null where what the batch leaves is not for keeping yet. */
  readonly reach: SchemaReach | null;
  /** What wrangler's ledger is told. */
  readonly wranglerStatements: readonly Sql[];
  readonly after: readonly Sql[];
  /** The rows that are new: the last statements of `before` insert one each, and give its id and time. */
  readonly rows: readonly NewLedgerRow[];
  /** What becomes of the ledger's rows, given the new ones as the database has them. */
  readonly change: (written: readonly LedgerRow[]) => RowChange;
  /**
   * undefined where a ledger that was read again shows nothing of this commit. `wasLost`: an answer was lost, so that what a
   * row's absence shows may well be this commit.
   */
  readonly stateIn: (now: Ledger, wasLost: boolean) => SeenState | undefined;
  readonly done: SeenState;
};

/** How often a batch is sent whose answer does not come, each time after a look at the ledger. */
const maxAttempts = 3;

/**
 * Sends the batch, again where its answer does not come, until the ledger shows what has become of it. The ledger that it is
 * given is carried forward where the batch commits, and left as it is where not.
 */
export async function commit(
  database: SqlDatabase,
  ledger: HeldLedger,
  wanted: Commit,
): Promise<CommitOutcome> {
  let wasLost = false;
  for (let sending = 1; ; sending += 1) {
    const sent = await send(database, ledger, wanted);
    if (sent.kind === 'committed') return sent;
    const settled = await new FailedBatch(database, ledger, wanted, sent, wasLost).determineOutcome();
    wasLost ||= !neverRan(sent.cause);
    if (settled !== 'send-again') return settled;
    // The assertion in `before` makes it safe to send again: of two that arrive only one can commit.
    if (sending < maxAttempts && !asksToWait(sent.cause)) continue;
    return wasLost
      ? { kind: 'unknown', cause: sent.cause, readError: undefined }
      : { kind: 'failed', failure: { cause: sent.cause, statement: null } };
  }
}

type Failed = { readonly kind: 'failed'; readonly cause: unknown };

async function send(
  database: SqlDatabase,
  ledger: HeldLedger,
  wanted: Commit,
): Promise<Failed | Extract<CommitOutcome, { kind: 'committed' }>> {
  const { statements, reach, wranglerStatements, after, rows } = wanted;
  const before = statementsBefore(ledger, wanted);
  const keeping = snapshotStatementsOf(ledger, reach);
  const bound = (sql: Sql): SqlStatement => prepare(database, sql);
  const ahead = [...before.map(bound), ...statements.map((one) => one.bound)];
  try {
    const results = await database.batch([
      ...ahead,
      ...[...keeping, ...wranglerStatements, ...after].map(bound),
    ]);
    const written = writtenBy(wanted, results, before.length - rows.length);
    const kept = results.slice(ahead.length, ahead.length + keeping.length);
    ledger.take(
      wanted.change(written),
      reach === null ? null : updateIn(kept),
      wranglerStatements.length > 0,
    );
    return { kind: 'committed', ledger, news: null };
  } catch (cause) {
    return { kind: 'failed', cause };
  }
}

function statementsBefore({ install }: HeldLedger, { before }: Commit): readonly Sql[] {
  return [...install, ...before];
}

// Where the table is not what the schema was, all of it is looked at once, and what an earlier version has kept goes.
function snapshotStatementsOf(ledger: HeldLedger, reach: SchemaReach | null): readonly Sql[] {
  if (reach === null) return [];
  if (ledger.isKeptInStep) return snapshotStatements(ledger.setting, reach);
  return [...snapshotStatements(ledger.setting, 'anything'), forgetSchemasStatement(ledger)];
}

function writtenBy(
  { rows, done }: Commit,
  results: readonly SqlResult[],
  first: number,
): readonly LedgerRow[] {
  return rows.map((row, index) =>
    newRow(row, results[first + index], done === 'partial' ? 'partial' : 'applied'),
  );
}

/** Where a batch has failed: `ledger` among the statements that open it; `behind` them, at a statement where it is known. */
type Place =
  | { readonly kind: 'migration'; readonly statement: RecordedStatement | null }
  | { readonly kind: 'ledger' | 'unknown' };

/** What has become of a batch that failed: a failed batch wrote nothing, a lost answer may hide one that did. */
class FailedBatch {
  readonly #database: SqlDatabase;
  readonly #before: HeldLedger;
  readonly #wanted: Commit;
  readonly #cause: unknown;
  /** Whether an earlier sending may have run. */
  readonly #isSentBefore: boolean;

  constructor(
    database: SqlDatabase,
    before: HeldLedger,
    wanted: Commit,
    { cause }: Failed,
    isSentBefore: boolean,
  ) {
    this.#database = database;
    this.#before = before;
    this.#wanted = wanted;
    this.#cause = cause;
    this.#isSentBefore = isSentBefore;
  }

  /** `send-again`: the ledger shows nothing of a batch that may be sent again. */
  async determineOutcome(): Promise<CommitOutcome | 'send-again'> {
    const first = await this.#outcomeIn(readLedger);
    const shown = this.#isTrusted(first) ? first : await this.#outcomeNow(first);
    if (shown !== undefined) return shown;
    if (isRetryable(this.#cause)) return 'send-again';
    const place = await this.#findPlace();
    // The assertion in `before` has held: nothing of an earlier attempt is there.
    if (place.kind === 'migration') return this.#failedAt(place.statement);
    // Whether an earlier sending has run is not known from this failure, or the ledger's own statements were refused, for which
    // the ledger as it was read gives no reason: it may have been read from a copy that lags behind.
    if (place.kind === 'unknown' && !this.#isSentBefore) return this.#failedAt(null);
    const current = await this.#outcomeNow(undefined);
    if (current !== undefined) return current;
    if (this.#isSentBefore) return { kind: 'unknown', cause: this.#cause, readError: undefined };
    return this.#failedAt(null);
  }

  /** What a reading of the ledger shows; undefined where it is as it was before the batch. */
  async #outcomeIn(read: typeof readLedger): Promise<CommitOutcome | undefined> {
    let now: Ledger;
    try {
      now = await read(this.#database, this.#before.setting);
    } catch (readError) {
      return neverRan(this.#cause) && !this.#isSentBefore
        ? this.#failedAt(null)
        : { kind: 'unknown', cause: this.#cause, readError };
    }
    const { stateIn, done } = this.#wanted;
    // The ledger's own assertion says so, whatever the ledger looks like by now; but what overtook a second sending
    // may have been the first.
    if (isConflict(this.#before, this.#cause) && !this.#isSentBefore)
      return { kind: 'conflict', ledger: now };
    const wasLost = this.#isSentBefore || mayHaveRun(this.#cause);
    const seen = stateIn(now, wasLost);
    if (seen === done) return this.#committed(now);
    if (seen !== undefined && seen !== stateIn(this.#before.reading(), wasLost)) {
      return {
        kind: 'partly-applied',
        cause: this.#cause,
        changes: changesBetween(this.#before.schema.objects, now.schema),
      };
    }
    return isUnchanged(this.#before, now) ? undefined : { kind: 'conflict', ledger: now };
  }

  // A copy that lags behind may lack rows, and so shows that a row is gone, or that others have changed the ledger, where neither
  // is so. What it cannot show is this commit's own row; and what is sent again to a ledger that reads as before asserts that.
  #isTrusted(shown: CommitOutcome | undefined): boolean {
    const mayBeCopied = !this.#before.setting.trustAtomicBatches;
    switch (shown?.kind) {
      case 'conflict':
        return !mayBeCopied && !isUnchanged(this.#before, shown.ledger);
      case 'committed':
        return !mayBeCopied || this.#wanted.done !== 'gone';
      case 'partly-applied':
        return !mayBeCopied;
      default:
        return true;
    }
  }

  /** As of a reading that is current; or what is given, where there is none and nothing of the batch can have run. */
  async #outcomeNow(first: CommitOutcome | undefined): Promise<CommitOutcome | undefined> {
    const shown = await this.#outcomeIn(readCurrentLedger);
    const canHaveRun = this.#isSentBefore || mayHaveRun(this.#cause);
    return shown?.kind === 'unknown' && !canHaveRun ? first : shown;
  }

  #committed(now: Ledger): CommitOutcome {
    const { rows, change } = this.#wanted;
    const own = ledgerAfter(
      this.#before.reading(),
      change(rows.flatMap((row) => now.rows.find(isRowOf(row)) ?? [])),
    );
    const { added, gone } = ledgerDifference(own, now);
    if (added.length + gone.length === 0)
      return { kind: 'committed', ledger: new HeldLedger(now), news: null };
    return { kind: 'committed', ledger: new HeldLedger({ ...now, rows: own.rows }), news: now };
  }

  #failedAt(statement: RecordedStatement | null): CommitOutcome {
    return { kind: 'failed', failure: { cause: this.#cause, statement } };
  }

  async #findPlace(): Promise<Place> {
    const { statements } = this.#wanted;
    const cause = this.#cause;
    if (isConflict(this.#before, cause)) return { kind: 'ledger' };
    if (isUnkept(cause)) return { kind: 'migration', statement: null };
    const before = statementsBefore(this.#before, this.#wanted);
    const index = statementIndexOf(cause);
    if (index !== undefined && index < before.length) return { kind: 'ledger' };
    if (index !== undefined)
      return { kind: 'migration', statement: statements[index - before.length] ?? null };
    // A coded error is about the database as a whole, and no statement's fault.
    if (isRoostError(cause)) return { kind: 'unknown' };
    // That the ledger's row was rolled back is no proof of it where the batch may have been refused unread.
    if (!this.#before.setting.trustAtomicBatches && isSyntaxError(cause)) return { kind: 'unknown' };
    const located = await locateFailure(
      this.#database,
      before.map((sql) => prepare(this.#database, sql)),
      statements,
    );
    switch (located.kind) {
      case 'statement':
        return { kind: 'migration', statement: located.statement };
      case 'passed':
        return { kind: 'migration', statement: null };
      // Where no probe was answered it may as well be the ledger's own.
      case 'before':
      case 'unanswered':
        return { kind: 'ledger' };
    }
  }
}

function ledgerAfter(before: Ledger, { gone, put }: RowChange): Ledger {
  const rows = new Map(before.rows.map((row) => [row.id, row]));
  for (const row of gone) rows.delete(row.id);
  for (const row of put) rows.set(row.id, row);
  return { ...before, rows: [...rows.values()] };
}
