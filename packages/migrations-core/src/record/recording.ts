// Notes a migration's writes down, in order, and lets its reads through to the real database until the first
// write. What a recorded migration may not do is refused here.
import { effectOf, firstLine, splitStatements } from '@roostjs/internal-sql';
import { isAssertion } from '../database/assertion.ts';
import { prepare, type SqlDatabase, type SqlResult, type SqlStatement } from '../database/d1.ts';
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
import { type Refuse, unknownResult } from './unknown-result.ts';

/**
 * `live`: reads go to the database. `ahead`: the database is not yet as the migration will find it, because an
 * earlier one of the same plan has not run, so that a read has no true answer.
 */
export type ReadMode = 'live' | 'ahead';

export class Recording implements StatementHandler {
  readonly statements: RecordedStatement[] = [];
  /** The reads that failed, and how, for the report. */
  readonly failedReads: FailedCall[] = [];
  readonly #database: SqlDatabase;
  readonly #reads: ReadMode;
  #count = 0;
  #readsBegun = 0;
  #readsInFlight = 0;
  #refusal: Error | undefined;
  #closed = false;
  #hasFailed = false;

  constructor(database: SqlDatabase, moment: ReadMode) {
    this.#database = database;
    this.#reads = moment;
  }

  // A read is in flight until the migration itself has its answer, not only until the database has given it.
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

  // Everything is noted and begun before the first await, so that the order of the calls is the order of the
  // statements even where a migration forgets an `await`.
  async #performParts<T>(statement: NotedStatement, call: Call<T>): Promise<T> {
    const parts = this.#number(statement);
    const last = parts.at(-1);
    if (last === undefined) return this.#nothing(statement, call);
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
    return Promise.all(statements.map((statement) => this.perform(statement, { method: 'all', send: all })));
  }

  async performScript(statements: readonly NotedStatement[]): Promise<void> {
    await Promise.all(statements.map((statement) => this.perform(statement, { method: 'exec', send: run })));
  }

  /**
   * Ends the recording. From here on a call is refused, and where the migration has returned, so is a read that is still running:
   * work that nobody awaited would be lost. One that has thrown has its failure.
   */
  close(hasThrown: boolean): void {
    this.#closed = true;
    this.#hasFailed = hasThrown;
    if (!hasThrown && this.#readsInFlight > 0) this.#refusal ??= unawaitedCall(this.#readsInFlight);
  }

  get asked(): number {
    return this.#count;
  }

  /** What was refused first; it outranks whatever the migration made of it, also where that swallowed it. */
  get refusal(): Error | undefined {
    return this.#refusal;
  }

  // One prepared text may hold several statements; only the last can have values, by D1's rule. What stands behind
  // the last semicolon is left out: D1 refuses even a comment there.
  #number(statement: NotedStatement): readonly RecordedStatement[] {
    const texts = splitStatements(statement.sql);
    return texts.map((sql, index) => {
      this.#count += 1;
      const values = index === texts.length - 1 ? statement.values : [];
      const bound = sql === statement.sql ? statement.bound : prepare(this.#database, { sql, values });
      return { sql, values, bound, number: this.#count };
    });
  }

  async #performOne<T>(statement: RecordedStatement, call: Call<T>): Promise<T> {
    if (this.#closed) this.refuse(recordingClosed(firstLine(statement.sql)));
    // It asks only what will be there in its place in the batch.
    if (isAssertion(statement.sql)) return this.#note(statement, call);
    switch (effectOf(statement.sql)) {
      case 'transaction':
        return this.refuse(transactionStatement(firstLine(statement.sql)));
      case 'write':
        return this.#note(statement, call);
      default:
        // Nobody sees the rows of a script, so that it can run in its place in the batch.
        return call.method === 'exec' ? this.#note(statement, call) : this.#read(statement, call);
    }
  }

  async #note<T>(statement: RecordedStatement, call: Call<T>): Promise<T> {
    const text = firstLine(statement.sql);
    if (call.method === 'first' || call.method === 'raw')
      this.refuse(resultUnknown(`${call.method}()`, text));
    this.statements.push(statement);
    return unknownResult(text, this.refuse) as T;
  }

  async #read<T>(statement: RecordedStatement, call: Call<T>): Promise<T> {
    const text = firstLine(statement.sql);
    const written = this.statements.find(({ sql }) => !isAssertion(sql));
    if (written !== undefined) this.refuse(readAfterWrite(text, firstLine(written.sql)));
    if (this.#reads === 'ahead') this.refuse(readUnanswerable(text));
    return this.#send(statement, call);
  }

  // No SQL, perhaps a comment. It reads nothing, so that at any moment the database's own error is the answer.
  #nothing<T>(statement: NotedStatement, call: Call<T>): Promise<T> {
    this.#count += 1;
    if (this.#closed) this.refuse(recordingClosed(firstLine(statement.sql)));
    return this.#send({ ...statement, number: this.#count }, call);
  }

  async #send<T>(statement: RecordedStatement, call: Call<T>): Promise<T> {
    this.#readsBegun += 1;
    try {
      return await call.send(statement.bound);
    } catch (error) {
      this.failedReads.push({ error, statement });
      throw error;
    }
  }
}

const run = (bound: SqlStatement): Promise<SqlResult> => bound.run();
const all = (bound: SqlStatement): Promise<SqlResult> => bound.all();
