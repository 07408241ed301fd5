// D1's batch: prepared statements, all or none. The caller passes the runner.

import type * as d1 from '../d1.ts';
import type { Query, Runner } from './query.ts';
import { batchError, toD1Result } from './results.ts';

/** The results in order. A failure leaves the database unchanged, and the error has the index of the statement. */
export async function runBatch<T>(
  run: Runner,
  statements: readonly d1.D1PreparedStatement[],
): Promise<d1.D1Result<T>[]> {
  const outcome = await run(statements.map(queryOf));
  if (outcome.kind === 'failed') throw batchError(outcome);
  return outcome.results.map((result) => toD1Result<T>(result));
}

/** D1 accepts any object that has SQL and values, such as a statement of another database. */
function queryOf(statement: d1.D1PreparedStatement): Query {
  const { statement: sql, params } = statement as Partial<Query>;
  if (typeof sql !== 'string' || !Array.isArray(params)) {
    throw new TypeError('batch() needs statements that prepare() or bind() returned.');
  }
  return { statement: sql, params };
}
