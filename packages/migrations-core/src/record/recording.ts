// Notes a migration's writes in order, and sends its reads to the database until the first write. Refuses what a
// recorded migration must not do.
import { effectOf, firstLine, splitStatements } from '@roostjs/internal-sql';
import { isAssertion } from '../database/assertion.ts';
import { prepare, type Sql, type SqlDatabase, type SqlResult, type SqlStatement } from '../database/d1.ts';
import {
  readAfterWrite,
  readUnanswerable,
  recordingClosed,
  resultUnknown,
  transactionStatement,
  unawaitedCall,
} from './errors.ts';
import type {
  Call,
  FailedCall,
  NotedStatement,
  RecordedStatement,
  StatementHandler,
} from './statement-handler.ts';
import { type Refuse, writeResult } from './unknown-result.ts';

/**
 * `allowed`: reads go to the database. `refused`: they are refused, because an earlier migration of the same plan has
 * not run yet, so that the database is not as this one will find it. A function decides about each.
 */
export type ReadMode = 'allowed' | 'refused' | RedirectRead | Answering;

/** Answers every call, whatever was written before it, so that none is refused. */
export interface Answering {
  /** Returns the statement to ask in its place, once for each call, in their order. */
  answering(statement: RecordedStatement, isWrite: boolean): SqlStatement;
}

/** Returns the statement to send in place of a read, of another database. Rejects to refuse the read. */
export type RedirectRead = (read: Sql) => Promise<SqlStatement>;

export class Recording implements StatementHandler {
  readonly statements: RecordedStatement[] = [];
  /** The reads that failed, with their errors, for the report. */
  readonly failedReads: FailedCall[] = [];
  readonly #database: SqlDatabase;
  readonly #reads: ReadMode;
  #count = 0;
  #readsBegun = 0;
  #readsInFlight = 0;
  #refusal: Error | undefined;
  #closed = false;
  #hasFailed = false;

  constructor(database: SqlDatabase, reads: ReadMode) {
    this.#database = database;
    this.#reads = reads;
  }

  // A read is in flight until the migration itself has the result, not only until the database has returned it.
  async perform<T>(statement: NotedStatement, call: Call<T>): Promise<T> {
    const before = this.#readsBegun;
    const answer = this.#performParts(statement, call);
    const begun = this.#readsBegun - before;
    this.#readsInFlight += begun;
    try {
      return await answer;
    } finally {
      this.#readsInFlight -= begun;
    }
  }

  // Everything is noted and begun before the first await, so that statements are in the order of the calls even if a
  // migration forgets an `await`.
  async #performParts<T>(statement: NotedStatement, call: Call<T>): Promise<T> {
    const parts = this.#number(statement);
    const last = parts.at(-1);
    if (last === undefined) return this.#sendEmpty(statement, call);
    const before = parts.slice(0, -1).map((part) => this.#performOne(part, { method: 'run', send: run }));
    const answer = this.#performOne(last, call);
    await Promise.all([...before, answer]);
    return answer;
  }

  readonly refuse: Refuse = (refusal) => {
    if (!this.#hasFailed) this.#refusal ??= refusal;
    throw refusal;
  };

  async performBatch(statements: readonly NotedStatement[]): Promise<SqlResult[]> {
    return Promise.all(
      statements.map((statement) => this.perform(statement, { method: 'batch', send: all })),
    );
  }

  async performScript(statements: readonly NotedStatement[]): Promise<void> {
    await Promise.all(statements.map((statement) => this.perform(statement, { method: 'exec', send: run })));
  }

  /**
   * Ends the recording. From now on every call is refused. If the migration has returned, a read that is still
   * running is refused too, because work that was not awaited would be lost; if it has thrown, its error is the
   * failure.
   */
  close(hasThrown: boolean): void {
    this.#closed = true;
    this.#hasFailed = hasThrown;
    if (!hasThrown && this.#readsInFlight > 0) this.#refusal ??= unawaitedCall(this.#readsInFlight);
  }

  get asked(): number {
    return this.#count;
  }

  /** The first refusal. It decides the outcome, even if the migration caught it. */
  get refusal(): Error | undefined {
    return this.#refusal;
  }

  // One prepared text may contain several statements; by D1's rule only the last can have values. Text after the last
  // semicolon is left out: D1 refuses even a comment there.
  #number(statement: NotedStatement): readonly RecordedStatement[] {
    const texts = splitStatements(statement.sql);
    return texts.map((sql, index) => {
      this.#count += 1;
      const values = index === texts.length - 1 ? statement.values : [];
      const bound = sql === statement.sql ? statement.bound : prepare(this.#database, { sql, values });
      const { group } = statement;
      return { sql, values, bound, number: this.#count, ...(group === undefined ? {} : { group }) };
    });
  }

  async #performOne<T>(statement: RecordedStatement, call: Call<T>): Promise<T> {
    if (this.#closed) this.refuse(recordingClosed(firstLine(statement.sql)));
    // An assertion reads, but only the data that its batch will find at its place.
    const effect = isAssertion(statement.sql) ? 'write' : effectOf(statement.sql);
    if (effect === 'transaction') return this.refuse(transactionStatement(firstLine(statement.sql)));
    // The rows of a script are not returned, so that it can run at its place in the batch.
    const isWrite = effect === 'write' || call.method === 'exec';
    const reads = this.#reads;
    if (typeof reads === 'object') return call.send(reads.answering(statement, isWrite));
    return isWrite ? this.#note(statement, call) : this.#read(statement, call, reads);
  }

  async #note<T>(statement: RecordedStatement, call: Call<T>): Promise<T> {
    const { method } = call;
    if (method === 'first' || method === 'raw')
      this.refuse(resultUnknown(`${method}()`, firstLine(statement.sql)));
    this.statements.push(statement);
    return writeResult(statement.sql, method, this.refuse) as T;
  }

  async #read<T>(
    statement: RecordedStatement,
    call: Call<T>,
    reads: Exclude<ReadMode, Answering>,
  ): Promise<T> {
    const text = firstLine(statement.sql);
    const written = this.statements.find(({ sql }) => !isAssertion(sql));
    if (written !== undefined) this.refuse(readAfterWrite(text, firstLine(written.sql)));
    if (reads === 'allowed') return this.#send(statement, call);
    if (reads === 'refused') this.refuse(readUnanswerable(text));
    return this.#send(statement, call, reads(statement).catch(this.refuse));
  }

  // A text without a statement, perhaps a comment, reads nothing: it is sent in either mode, for the database's own
  // error.
  #sendEmpty<T>(statement: NotedStatement, call: Call<T>): Promise<T> {
    this.#count += 1;
    if (this.#closed) this.refuse(recordingClosed(firstLine(statement.sql)));
    return this.#send({ ...statement, number: this.#count }, call);
  }

  async #send<T>(
    statement: RecordedStatement,
    call: Call<T>,
    redirected?: Promise<SqlStatement>,
  ): Promise<T> {
    this.#readsBegun += 1;
    const bound = redirected ? await redirected : statement.bound;
    try {
      return await call.send(bound);
    } catch (error) {
      this.failedReads.push({ error, statement });
      throw error;
    }
  }
}

const run = (bound: SqlStatement): Promise<SqlResult> => bound.run();
const all = (bound: SqlStatement): Promise<SqlResult> => bound.all();
