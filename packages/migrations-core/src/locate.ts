// Finds the statement that made a batch fail, for drivers that do not say. D1's errors carry no index.
import type { SqlDatabase } from './database.ts';
import { isWorthAnotherTry, neverRan } from './failure.ts';
import { endOfProbe, isEndOfProbe } from './probe.ts';
import type { RecordedStatement } from './record/conduct.ts';

/**
 * The first statement that fails, or null where each passes by itself (a deferred foreign key fails only at the
 * commit). Every probe is one batch that rolls back by its own last statement: log2(n) batches, nothing written.
 * Also null where a probe is not answered.
 */
export async function locateFailure(
  database: SqlDatabase,
  statements: readonly RecordedStatement[],
): Promise<RecordedStatement | null> {
  let passes = 0;
  let fails = statements.length + 1;
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    const passed = await prefixPasses(database, statements.slice(0, middle));
    if (passed === undefined) return null;
    if (passed) passes = middle;
    else fails = middle;
  }
  return statements[passes] ?? null;
}

// undefined where the probe was not answered, which tells nothing.
async function prefixPasses(
  database: SqlDatabase,
  prefix: readonly RecordedStatement[],
): Promise<boolean | undefined> {
  try {
    await database.batch([...prefix.map(({ bound }) => bound), database.prepare(endOfProbe)]);
  } catch (error) {
    if (isWorthAnotherTry(error) || neverRan(error)) return undefined;
    return isEndOfProbe(error);
  }
  // The probe's last statement cannot succeed where SQLite has its JSON functions, and D1 has.
  throw new Error(`A probe was committed although its last statement must fail: ${endOfProbe}`);
}
