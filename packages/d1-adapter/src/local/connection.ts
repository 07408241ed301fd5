// The one connection to the file: opened by the first use, made able to write by the first write. It knows
// files and transactions; what runs within them is the caller's.

import SqliteDatabase from 'better-sqlite3';
import { databaseClosed, notSqliteFile } from '../errors.ts';
import { createDatabaseFile, fileExists, hasWriteAheadLog } from './file.ts';

/** What a transaction may do. */
export type Access = 'read' | 'write';

/** Either the result of a transaction, which is then committed, or that it has to be run again to write. */
export type TransactionOutcome<T> =
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'must-write' };

type Work<T> = (sqlite: SqliteDatabase.Database, access: Access) => TransactionOutcome<T>;

type State =
  | { readonly kind: 'unopened' }
  /** There is no file: reads see an empty database in memory. */
  | { readonly kind: 'absent'; readonly sqlite: SqliteDatabase.Database }
  | { readonly kind: 'open'; readonly sqlite: SqliteDatabase.Database; readonly access: Access }
  | { readonly kind: 'closed' };

/** The path of a database that is in memory, and gone when it is closed. */
export const inMemory = ':memory:';

/** A SQLite file that is created by the first write, and of which reading changes nothing. */
export class Connection {
  readonly path: string;
  readonly #busyTimeoutMs: number;
  /** What a database in memory holds to begin with. */
  readonly #image: Buffer | undefined;
  #state: State = { kind: 'unopened' };
  #transactions = 0;

  constructor(path: string, busyTimeoutMs: number, image?: Buffer) {
    this.path = path;
    this.#image = image;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** How many transactions this connection has committed, those that only read among them. */
  get transactions(): number {
    return this.#transactions;
  }

  /**
   * Runs the work in a transaction that only reads and, where it answers `must-write`, again from the start in
   * one that holds the write lock; in that one at once where writing is expected. Whatever fails, nothing of it
   * stays and no transaction stays open.
   */
  transaction<T>(expected: Access, work: Work<T>): T {
    // A file that is not there is made only for what has been compiled.
    const isThere = this.#state.kind === 'open' || this.path === inMemory;
    const first = this.#attempt(isThere ? expected : 'read', work);
    const outcome = first.kind === 'done' ? first : this.#attempt('write', work);
    if (outcome.kind !== 'done') throw new Error('What may write has asked to be allowed to write.');
    this.#transactions += 1;
    return outcome.result;
  }

  close(): void {
    this.#release();
    this.#state = { kind: 'closed' };
  }

  #attempt<T>(access: Access, work: Work<T>): TransactionOutcome<T> {
    const sqlite = access === 'read' ? this.#reader() : this.#writer();
    // IMMEDIATE takes the write lock before anything is read, so that it waits for another writer and never
    // fails half way because of one.
    sqlite.exec(access === 'read' ? 'BEGIN' : 'BEGIN IMMEDIATE');
    try {
      const outcome = work(sqlite, access);
      sqlite.exec(outcome.kind === 'done' ? 'COMMIT' : 'ROLLBACK');
      return outcome;
    } finally {
      // Still in it after a failure, also of COMMIT; RAISE(ROLLBACK) has already left it.
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    }
  }

  #reader(): SqliteDatabase.Database {
    const state = this.#state;
    if (state.kind === 'closed') throw databaseClosed(this.path);
    if (state.kind === 'open') return state.sqlite;
    if (this.path === inMemory) return this.#open('write');
    if (fileExists(this.path)) {
      // Closing a connection that may write moves a log that a crash left behind into the file.
      return this.#open(hasWriteAheadLog(this.path) ? 'read' : 'write');
    }
    if (state.kind === 'absent') return state.sqlite;
    const sqlite = new SqliteDatabase(':memory:');
    this.#state = { kind: 'absent', sqlite };
    return sqlite;
  }

  #writer(): SqliteDatabase.Database {
    const state = this.#state;
    if (state.kind === 'closed') throw databaseClosed(this.path);
    if (state.kind === 'open' && state.access === 'write') return state.sqlite;
    if (this.path !== inMemory && !fileExists(this.path)) createDatabaseFile(this.path);
    return this.#open('write');
  }

  #open(access: Access): SqliteDatabase.Database {
    this.#release();
    const sqlite = new SqliteDatabase(this.#image ?? this.path, {
      readonly: access === 'read',
      fileMustExist: this.path !== inMemory,
      timeout: this.#busyTimeoutMs,
    });
    try {
      // SQLite looks at the file only when it reads of it: now, so that a wrong file is found on opening it.
      if (this.path !== inMemory || this.#image !== undefined)
        sqlite.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
    } catch (cause) {
      sqlite.close();
      throw isOfAnotherFormat(cause) ? notSqliteFile(this.path, cause) : cause;
    }
    this.#state = { kind: 'open', sqlite, access };
    return sqlite;
  }

  #release(): void {
    if (this.#state.kind === 'open' || this.#state.kind === 'absent') this.#state.sqlite.close();
    this.#state = { kind: 'unopened' };
  }
}

// A header of another version of the format is no result code of its own to SQLite, but words; the SQL is none of theirs.
function isOfAnotherFormat(cause: unknown): boolean {
  return cause instanceof SqliteDatabase.SqliteError && cause.code === 'SQLITE_ERROR';
}
