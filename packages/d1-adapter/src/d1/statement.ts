// D1's prepared statement: SQL with its values. prepare() compiles nothing; each call runs the SQL.

import type { SqlValue } from '@roostjs/internal-sql';
import type * as d1 from '../d1.ts';
import { columnNotFound } from './errors.ts';
import type { Query, QueryResult, Runner } from './query.ts';
import { queryError, toD1Result } from './results.ts';
import { toD1Value } from './values.ts';

/** A statement that can run any number of times. Its class has the same name as D1's. */
export class D1PreparedStatement implements d1.D1PreparedStatement, Query {
  readonly statement: string;
  readonly params: readonly SqlValue[];
  readonly #run: Runner;

  constructor(run: Runner, statement: string, params: readonly SqlValue[] = []) {
    this.#run = run;
    this.statement = statement;
    this.params = params;
  }

  bind(...values: unknown[]): D1PreparedStatement {
    return new D1PreparedStatement(this.#run, this.statement, values.map(toD1Value));
  }

  async first<T>(columnName?: string): Promise<T | null> {
    const [row] = toD1Result<Record<string, unknown>>(await this.#result()).results;
    if (row === undefined) return null;
    if (columnName === undefined) return row as T;
    if (!Object.hasOwn(row, columnName)) throw columnNotFound(columnName);
    return row[columnName] as T;
  }

  async run<T>(): Promise<d1.D1Result<T>> {
    return toD1Result(await this.#result());
  }

  async all<T>(): Promise<d1.D1Result<T>> {
    return toD1Result(await this.#result());
  }

  raw<T>(options: { columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T>(options?: { columnNames?: false }): Promise<T[]>;
  async raw(options: { columnNames?: boolean } = {}): Promise<unknown[]> {
    const { columns, rows } = await this.#result();
    return options.columnNames === true ? [[...columns], ...rows] : [...rows];
  }

  async #result(): Promise<QueryResult> {
    const run = await this.#run([this]);
    if (run.kind === 'failed') throw queryError(run);
    const [result] = run.results;
    if (result === undefined) throw new Error('A run of one query returned no result.');
    return result;
  }
}
