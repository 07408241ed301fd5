// Counts rows of several tables at once, also if one of them cannot be read.
import type { SqlDatabase } from '../database/d1.ts';
import { isRoostError } from '../errors.ts';

/**
 * `queries`: each returns one row with one number, `rows`. null for a query that fails: that a table cannot be read may
 * be why somebody drops it. One request, none without a query; one more per query if one fails.
 */
export async function countRows(
  database: SqlDatabase,
  queries: readonly string[],
): Promise<readonly (number | null)[]> {
  if (queries.length === 0) return [];
  try {
    const results = await database.batch<{ rows: number }>(queries.map((sql) => database.prepare(sql)));
    return queries.map((_, index) => results[index]?.results[0]?.rows ?? 0);
  } catch (error) {
    // An error with a code is about the database as a whole, not about a table.
    if (isRoostError(error)) throw error;
    if (queries.length === 1) return [null];
  }
  const counts: (number | null)[] = [];
  for (const query of queries) counts.push(...(await countRows(database, [query])));
  return counts;
}
