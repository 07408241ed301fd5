// D1's batch: prepared statements, all or none. Which runner runs them is the caller's choice.

import type * as d1 from '../d1.ts';
import { answer, batchError } from './results.ts';
import type { Query, Runner } from './query.ts';

/** The results in order; whatever fails leaves the database as before, and the error says which statement it was. */
export async function runBatch<T>(
  run: Runner,
  statements: readonly d1.D1PreparedStatement[],
): Promise<d1.D1Result<T>[]> {
  const outcome = await run(statements.map(queryOf));
  if (outcome.kind === 'failed') throw batchError(outcome);
  return outcome.results.map((result) => answer<T>(result));
}

/** D1 takes any object that carries SQL and values; a statement of another database is one. */
function queryOf(statement: d1.D1PreparedStatement): Query {
  const { statement: sql, params } = statement as Partial<Query>;
  if (typeof sql !== 'string' || !Array.isArray(params)) {
    throw new TypeError('batch() takes the statements that prepare() and bind() return.');
  }
  return { statement: sql, params };
}
