// Commits statements and ledger rows as one atomic batch, and finds out what is true if the answer is a failure.
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
  clearSchemaColumn,
  isConflict,
  isLedgerAltered,
  isUnchanged,
  type NewLedgerRow,
} from '../ledger/write.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { isRowOf, newRow } from './ledger-rows.ts';
import { locateFailure } from './locate-failure.ts';

/**
 * `committed`: `ledger` is as this commit alone leaves it; `newerLedger` is the ledger as read after a lost answer if
 * other runs have changed it as well, otherwise null. `conflict`: another run changed the ledger first; nothing of
 * this batch was written. `failed`: nothing was written. `partly-applied`: the batch failed, but the database kept a
 * part of it: the row is partial, and `changes` are those of the schema. `unknown`: the answer was lost, and the
 * ledger cannot be read (`readError`), does not show the batch, or reads differently from what the database itself
 * compares.
 */
export type CommitOutcome =
  | { readonly kind: 'committed'; readonly ledger: HeldLedger; readonly newerLedger: Ledger | null }
  | { readonly kind: 'conflict'; readonly ledger: Ledger }
  | { readonly kind: 'failed'; readonly failure: StepFailure }
  | { readonly kind: 'partly-applied'; readonly cause: unknown; readonly changes: readonly SchemaChange[] }
  | { readonly kind: 'unknown'; readonly cause: unknown; readonly readError: unknown };

/** The outcome of a batch that did not commit, as far as that is known. */
export type NotCommitted = Exclude<CommitOutcome, { readonly kind: 'committed' }>;

/** What the ledger shows of a commit: the state of the row that this run wrote. */
export type SeenState = LedgerState | 'gone';

/** What a batch consists of, in order: `before`, `statements`, the snapshot's, `wranglerStatements`, `after`. */
type Commit = {
  readonly before: readonly Sql[];
  readonly statements: readonly RecordedStatement[];
  /** What the batch can change in the schema, for the snapshot; null if the snapshot is not updated yet. */
  readonly reach: SchemaReach | null;
  /** The changes of wrangler's ledger. */
  readonly wranglerStatements: readonly Sql[];
  readonly after: readonly Sql[];
  /** The new rows: each of the last statements of `before` inserts one, and returns its id and time. */
  readonly rows: readonly NewLedgerRow[];
  /** How the ledger's rows change; `written`: the new rows with their ids and times. */
  readonly change: (written: readonly LedgerRow[]) => RowChange;
  /**
   * undefined if the ledger, read again, does not show this commit. `wasLost`: an answer was lost, so that this
   * commit may be the reason why a row is gone.
   */
  readonly stateIn: (now: Ledger, wasLost: boolean) => SeenState | undefined;
  /** The state that the ledger shows once the batch has committed. */
  readonly done: SeenState;
};

/** How often a batch is sent if its answer is lost. The ledger is read before each further attempt. */
const maxAttempts = 3;

/**
 * Sends the batch, again if its answer is lost, until the ledger shows what became of it. Updates the given ledger if
 * the batch commits; otherwise leaves it unchanged.
 */
export async function commit(
  database: SqlDatabase,
  ledger: HeldLedger,
  wanted: Commit,
): Promise<CommitOutcome> {
  let wasLost = false;
  for (let attempt = 1; ; attempt += 1) {
    const sent = await send(database, ledger, wanted);
    if (sent.kind === 'committed') return sent;
    const outcome = await new FailedBatch(database, ledger, wanted, sent, wasLost).determineOutcome();
    wasLost ||= !neverRan(sent.cause);
    if (outcome !== 'send-again') return outcome;
    // The assertion in `before` makes another attempt safe: of two batches that arrive only one can commit.
    if (attempt < maxAttempts && !asksToWait(sent.cause)) continue;
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
  const snapshot = snapshotStatementsOf(ledger, reach);
  const bound = (sql: Sql): SqlStatement => prepare(database, sql);
  const leading = [...before.map(bound), ...statements.map((one) => one.bound)];
  try {
    const results = await database.batch([
      ...leading,
      ...[...snapshot, ...wranglerStatements, ...after].map(bound),
    ]);
    const written = writtenBy(wanted, results, before.length - rows.length);
    const update = results.slice(leading.length, leading.length + snapshot.length);
    ledger.apply(
      wanted.change(written),
      reach === null ? null : updateIn(update),
      wranglerStatements.length > 0,
    );
    return { kind: 'committed', ledger, newerLedger: null };
  } catch (cause) {
    return { kind: 'failed', cause };
  }
}

function statementsBefore({ install }: HeldLedger, { before }: Commit): readonly Sql[] {
  return [...install, ...before];
}

// If the snapshot is out of date, all of it is updated, and what an earlier version stored on the rows is removed.
function snapshotStatementsOf(ledger: HeldLedger, reach: SchemaReach | null): readonly Sql[] {
  if (reach === null) return [];
  if (ledger.isSnapshotCurrent) return snapshotStatements(ledger.settings, reach);
  return [...snapshotStatements(ledger.settings, 'anything'), clearSchemaColumn(ledger)];
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

/**
 * Where a batch failed: `ledger`, in the statements before the migration's; `migration`, in its statements or after
 * them.
 */
type Place =
  | { readonly kind: 'migration'; readonly statement: RecordedStatement | null }
  | { readonly kind: 'ledger' | 'unknown' };

/** Finds out what became of a batch that failed: it wrote nothing, unless its answer was lost. */
class FailedBatch {
  readonly #database: SqlDatabase;
  readonly #before: HeldLedger;
  readonly #wanted: Commit;
  readonly #cause: unknown;
  /** Whether an earlier attempt may have run. */
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

  /** `send-again`: the ledger does not show the batch, and it can be sent again. */
  async determineOutcome(): Promise<CommitOutcome | 'send-again'> {
    const first = await this.#outcomeIn(readLedger);
    const shown = this.#isTrusted(first) ? first : await this.#outcomeNow(first);
    if (shown !== undefined) return shown;
    if (isRetryable(this.#cause)) return 'send-again';
    const place = await this.#findPlace();
    // The assertion in `before` has passed, so that no earlier attempt has committed.
    if (place.kind === 'migration') return this.#failedAt(place.statement);
    // Either this failure does not show whether an earlier attempt ran, or the ledger's own statements were refused
    // although the ledger reads as before: it may have been read from a replica that lags.
    if (place.kind === 'unknown' && !this.#isSentBefore) return this.#failedAt(null);
    const current = await this.#outcomeNow(undefined);
    if (current !== undefined) return current;
    if (this.#isSentBefore) return { kind: 'unknown', cause: this.#cause, readError: undefined };
    return this.#failedAt(null);
  }

  /** The outcome that a reading of the ledger shows; undefined if it is as it was before the batch. */
  async #outcomeIn(read: typeof readLedger): Promise<CommitOutcome | undefined> {
    let now: Ledger;
    try {
      now = await read(this.#database, this.#before.settings);
    } catch (readError) {
      return neverRan(this.#cause) && !this.#isSentBefore
        ? this.#failedAt(null)
        : { kind: 'unknown', cause: this.#cause, readError };
    }
    const { stateIn, done } = this.#wanted;
    // The ledger's own assertion failed, whatever the ledger looks like now. At a second attempt, the first one may
    // be what changed the ledger.
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

  // A replica that lags may lack rows, so that a row seems gone, or the ledger changed by others, although neither is
  // true. It cannot show this commit's own row too early; and if it reads as before, the next attempt asserts that.
  #isTrusted(shown: CommitOutcome | undefined): boolean {
    const mayBeReplica = !this.#before.settings.trustAtomicBatches;
    switch (shown?.kind) {
      case 'conflict':
        return !mayBeReplica && !isUnchanged(this.#before, shown.ledger);
      case 'committed':
        return !mayBeReplica || this.#wanted.done !== 'gone';
      case 'partly-applied':
        return !mayBeReplica;
      default:
        return true;
    }
  }

  /** The outcome by a current reading; `first` if the ledger cannot be read now and the batch cannot have run. */
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
      return { kind: 'committed', ledger: new HeldLedger(now), newerLedger: null };
    return { kind: 'committed', ledger: new HeldLedger({ ...now, rows: own.rows }), newerLedger: now };
  }

  #failedAt(statement: RecordedStatement | null): CommitOutcome {
    return { kind: 'failed', failure: { cause: this.#cause, statement } };
  }

  async #findPlace(): Promise<Place> {
    const { statements } = this.#wanted;
    const cause = this.#cause;
    if (isConflict(this.#before, cause)) return { kind: 'ledger' };
    if (isLedgerAltered(cause)) return { kind: 'migration', statement: null };
    const before = statementsBefore(this.#before, this.#wanted);
    const index = statementIndexOf(cause);
    if (index !== undefined && index < before.length) return { kind: 'ledger' };
    if (index !== undefined)
      return { kind: 'migration', statement: statements[index - before.length] ?? null };
    // An error with a code is about the database as a whole, not about a statement.
    if (isRoostError(cause)) return { kind: 'unknown' };
    // A batch that may have been refused before it ran does not prove that the ledger's assertion passed.
    if (!this.#before.settings.trustAtomicBatches && isSyntaxError(cause)) return { kind: 'unknown' };
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
      // If a probe was not answered, the ledger's own statements may be the reason.
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
