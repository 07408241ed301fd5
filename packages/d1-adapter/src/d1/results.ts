// Turns what a run returned into what D1's methods return: rows as objects, failures as D1's errors.

import type { D1BatchFailure, D1Result } from '../d1.ts';
import { d1Error, SqlFailure } from './errors.ts';
import type { QueryResult, QueryRun } from './query.ts';

type FailedRun = Extract<QueryRun, { kind: 'failed' }>;

/** The result as `run()`, `all()` and `batch()` return it. If two columns have the same name, the last one wins. */
export function toD1Result<T>({ columns, rows, meta }: QueryResult): D1Result<T> {
  return { success: true, meta, results: rowsAsObjects(columns, rows) as T[] };
}

function rowsAsObjects(columns: readonly string[], rows: QueryResult['rows']): readonly object[] {
  // Assigning to this name would set the object's prototype.
  if (columns.includes('__proto__')) {
    return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
  }
  return rows.map((row) => {
    const object: Record<string, unknown> = {};
    for (let index = 0; index < columns.length; index += 1) object[columns[index] as string] = row[index];
    return object;
  });
}

/** What a query rejects with: D1_ERROR for the SQL; any other error as it is. */
export function queryError({ reason }: FailedRun): unknown {
  return reason instanceof SqlFailure ? d1Error('D1_ERROR', reason) : reason;
}

/** What `batch()` rejects with: a query's error and the index of its statement. */
export function batchError(failed: FailedRun): unknown {
  const error = queryError(failed);
  const { statementIndex } = failed;
  if (!(error instanceof Error) || statementIndex === undefined) return error;
  return Object.assign(error, { statementIndex }) satisfies D1BatchFailure;
}

/** What `exec()` rejects with. D1 names the first line, whichever line failed. */
export function execError({ reason }: FailedRun, firstLine: string): unknown {
  if (!(reason instanceof SqlFailure)) return reason;
  const text = `Error in line 1: ${firstLine}: ${reason.message}`;
  return d1Error('D1_EXEC_ERROR', new SqlFailure(text, { cause: reason.cause }));
}
