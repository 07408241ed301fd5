// What a migration's database does with each statement that it is passed. There are two ways: `recording.ts` notes
// writes for one batch, `direct.ts` runs every call at once.
import type { SqlResult, SqlStatement } from '../database/d1.ts';
import type { StatementGroup } from '../database/statement-group.ts';

/** A statement as the migration prepared it, with the database's own statement. */
export type NotedStatement = {
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly bound: SqlStatement;
  /** What its batch does, if that was said. */
  readonly group?: StatementGroup;
};

/** A statement with its number among all that the migration passed to its database, reads included, from 1. */
export type RecordedStatement = NotedStatement & { readonly number: number };

export type FailedCall = { readonly error: unknown; readonly statement: RecordedStatement };

/** The method that the author called for a result; `exec` returns none. */
export type Method = 'run' | 'all' | 'first' | 'raw' | 'batch' | 'exec';

/** `send` asks the database's own statement for what the method returns. */
export type Call<T> = {
  readonly method: Method;
  readonly send: (bound: SqlStatement) => Promise<T>;
};

export interface StatementHandler {
  perform<T>(statement: NotedStatement, call: Call<T>): Promise<T>;
  performBatch(statements: readonly NotedStatement[]): Promise<SqlResult[]>;
  /** Runs or notes statements whose results are not returned. */
  performScript(statements: readonly NotedStatement[]): Promise<void>;
  /** Throws the error for something that the migration must not do. */
  readonly refuse: (refusal: Error) => never;
}
