// What a migration's database does with each statement that the migration hands it. There are two ways:
// `recording.ts` notes writes down for one batch, `direct.ts` runs every call at once.
import type { SqlResult, SqlStatement } from '../database/d1.ts';

/** A statement as the migration made it, with the database's own statement that it stands for. */
export type NotedStatement = {
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly bound: SqlStatement;
};

/** A statement with its place among everything that the migration asked for, reads included, from 1. */
export type RecordedStatement = NotedStatement & { readonly number: number };

export type FailedCall = { readonly error: unknown; readonly statement: RecordedStatement };

/** How the author asked for the result, which `exec` has none of; `send` asks the database's own statement for it. */
export type Call<T> = {
  readonly method: 'run' | 'all' | 'first' | 'raw' | 'exec';
  readonly send: (bound: SqlStatement) => Promise<T>;
};

export interface StatementHandler {
  perform<T>(statement: NotedStatement, call: Call<T>): Promise<T>;
  performBatch(statements: readonly NotedStatement[]): Promise<SqlResult[]>;
  /** Runs or notes statements whose results nobody sees. */
  performScript(statements: readonly NotedStatement[]): Promise<void>;
  /** Throws what the migration may not do. */
  readonly refuse: (refusal: Error) => never;
}
