// A database that records the statements that may write to it.
import { effectOf } from '@roostjs/internal-sql';
import type { SqlDatabase, SqlResult, SqlStatement } from '../database/d1.ts';

export class WatchedDatabase implements SqlDatabase {
  readonly #database: SqlDatabase;
  readonly #written = new Set<string>();

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  prepare(sql: string): SqlStatement {
    if (effectOf(sql) !== 'read') this.#written.add(sql);
    return this.#database.prepare(sql);
  }

  batch<T = unknown>(statements: SqlStatement[]): Promise<SqlResult<T>[]> {
    return this.#database.batch<T>(statements);
  }

  /**
   * The texts of all statements since the last call that may have written something, whether or not they were run.
   */
  takeWritten(): readonly string[] {
    const written = [...this.#written];
    this.#written.clear();
    return written;
  }
}
