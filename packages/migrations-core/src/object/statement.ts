// D1's prepared statement over an object's storage.
import { toSqlValue } from '@roostjs/internal-sql';
import type { SqlResult, SqlStatement } from '../database/d1.ts';
import { columnMissing, foreignStatement, typeUnsupported } from './errors.ts';
import { type Answer, type Query, rowsOf } from './query.ts';

/** `query`: runs it, or returns what is already known of it. */
export class ObjectStatement implements SqlStatement {
  readonly query: Query;
  readonly #answer: (query: Query) => Answer;

  constructor(query: Query, answer: (query: Query) => Answer) {
    this.query = query;
    this.#answer = answer;
  }

  bind(...given: unknown[]): SqlStatement {
    const values = given.map((value) => {
      const bound = toSqlValue(value);
      if (bound === undefined) throw typeUnsupported(value);
      return bound;
    });
    return new ObjectStatement({ sql: this.query.sql, values }, this.#answer);
  }

  async first<T>(column?: string): Promise<T | null> {
    const answer = this.#answer(this.query);
    const [row] = rowsOf(answer);
    if (row === undefined) return null;
    if (column === undefined) return row as T;
    if (!Object.hasOwn(row, column)) throw columnMissing(column);
    return row[column] as T;
  }

  async run<T>(): Promise<SqlResult<T>> {
    return resultOf<T>(this.#answer(this.query));
  }

  all<T>(): Promise<SqlResult<T>> {
    return this.run();
  }

  raw<T>(options: { columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T>(options?: { columnNames?: false }): Promise<T[]>;
  async raw(options: { columnNames?: boolean } = {}): Promise<unknown[]> {
    const { columns, rows } = this.#answer(this.query);
    return [...(options.columnNames === true ? [[...columns]] : []), ...rows.map((row) => [...row])];
  }
}

/** The text and values of a statement that this module has prepared. */
export function queryOf(statement: SqlStatement): Query {
  if (statement instanceof ObjectStatement) return statement.query;
  throw foreignStatement();
}

export function resultOf<T>(answer: Answer): SqlResult<T> {
  return { success: true, meta: answer.meta, results: rowsOf(answer) as T[] };
}
