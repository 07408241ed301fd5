// The connection to the file. The first use opens it, and the first write makes it writable. It manages the file and
// the transactions; callers decide what runs in them.

import SqliteDatabase from 'better-sqlite3';
import { databaseClosed, notSqliteFile } from '../errors.ts';
import { createDatabaseFile, fileExists, hasWriteAheadLog } from './file.ts';

/** What a transaction may do. */
export type Access = 'read' | 'write';

/** The result of a transaction, which is then committed, or the request to run it again with write access. */
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

/** The path of a database in memory, which is lost when it is closed. */
export const inMemory = ':memory:';

/** A SQLite file that the first write creates, and that reads do not change. */
export class Connection {
  readonly path: string;
  readonly #busyTimeoutMs: number;
  /** The initial content of a database in memory. */
  readonly #image: Buffer | undefined;
  #state: State = { kind: 'unopened' };
  #transactions = 0;

  constructor(path: string, busyTimeoutMs: number, image?: Buffer) {
    this.path = path;
    this.#image = image;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** The number of transactions that this connection has committed, read-only ones included. */
  get transactions(): number {
    return this.#transactions;
  }

  /**
   * Runs the work in a read transaction and, if that returns `must-write`, again from the start in a transaction that
   * holds the write lock. If a write is expected, it starts with the write lock. After a failure, no change is kept and
   * no transaction is open.
   */
  transaction<T>(expected: Access, work: Work<T>): T {
    // A missing file is created only after the work has compiled its first statement that writes.
    const exists = this.#state.kind === 'open' || this.path === inMemory;
    const first = this.#attempt(exists ? expected : 'read', work);
    const outcome = first.kind === 'done' ? first : this.#attempt('write', work);
    if (outcome.kind !== 'done') throw new Error('A transaction with write access asked for write access.');
    this.#transactions += 1;
    return outcome.result;
  }

  close(): void {
    this.#release();
    this.#state = { kind: 'closed' };
  }

  #attempt<T>(access: Access, work: Work<T>): TransactionOutcome<T> {
    const sqlite = access === 'read' ? this.#reader() : this.#writer();
    // IMMEDIATE takes the write lock before it reads anything, so that it waits for another writer and never fails
    // halfway because of one.
    sqlite.exec(access === 'read' ? 'BEGIN' : 'BEGIN IMMEDIATE');
    try {
      const outcome = work(sqlite, access);
      sqlite.exec(outcome.kind === 'done' ? 'COMMIT' : 'ROLLBACK');
      return outcome;
    } finally {
      // After a failure, of COMMIT too, the transaction is still open, unless RAISE(ROLLBACK) has ended it.
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    }
  }

  #reader(): SqliteDatabase.Database {
    const state = this.#state;
    if (state.kind === 'closed') throw databaseClosed(this.path);
    if (state.kind === 'open') return state.sqlite;
    if (this.path === inMemory) return this.#open('write');
    if (fileExists(this.path)) {
      // Closing a writable connection would move a log that a crash left behind into the file.
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
      // SQLite checks the file only when it reads it. This read finds a wrong file when it is opened.
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

// For a header of another format version SQLite has no result code of its own, only SQLITE_ERROR with a message. The
// SQL above cannot cause that code.
function isOfAnotherFormat(cause: unknown): boolean {
  return cause instanceof SqliteDatabase.SqliteError && cause.code === 'SQLITE_ERROR';
}
