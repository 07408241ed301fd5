// Finds the statement that made a batch fail, for drivers that do not report it. D1's errors have no index.
import type { SqlDatabase, SqlStatement } from '../database/d1.ts';
import { isRetryable, neverRan } from '../database/failure.ts';
import { alwaysFailing, isExpectedFailure } from '../database/rollback-probe.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';

/**
 * `before`: what comes before the statements fails. `passed`: every statement succeeds, for example if a deferred
 * foreign key fails at the commit. `unanswered`: a probe was not answered, so that nothing is known.
 */
export type Located =
  | { readonly kind: 'statement'; readonly statement: RecordedStatement }
  | { readonly kind: 'before' | 'passed' | 'unanswered' };

/**
 * The first statement that fails, after `before`. Every probe is one batch that its own last statement rolls back:
 * log2(n) batches, nothing written.
 */
export async function locateFailure(
  database: SqlDatabase,
  before: readonly SqlStatement[],
  statements: readonly RecordedStatement[],
): Promise<Located> {
  let passes = before.length === 0 ? 0 : -1;
  let fails = statements.length + 1;
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    const prefix = statements.slice(0, middle).map(({ bound }) => bound);
    const passed = await allPass(database, [...before, ...prefix]);
    if (passed === undefined) return { kind: 'unanswered' };
    if (passed) passes = middle;
    else fails = middle;
  }
  if (passes === -1) return { kind: 'before' };
  const statement = statements[passes];
  return statement === undefined ? { kind: 'passed' } : { kind: 'statement', statement };
}

// undefined if the probe was not answered.
async function allPass(
  database: SqlDatabase,
  statements: readonly SqlStatement[],
): Promise<boolean | undefined> {
  try {
    await database.batch([...statements, database.prepare(alwaysFailing)]);
  } catch (error) {
    if (isRetryable(error) || neverRan(error)) return undefined;
    return isExpectedFailure(error);
  }
  // The probe's last statement cannot succeed if SQLite has its JSON functions, as D1's has.
  throw new Error(`A probe was committed although its last statement must fail: ${alwaysFailing}`);
}
