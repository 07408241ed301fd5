// Assertions that an author writes among the statements of a migration.
import { effectOf, parametersOf, splitStatements } from '@roostjs/internal-sql';
import { assertionOver } from '../database/assertion.ts';
import type { SqlDatabase } from '../database/d1.ts';
import { verbOf } from '../record/statement-text.ts';
import { assertionInvalid } from './errors.ts';

/** The part of a migration's `db` that an assertion uses. */
export type AssertingDatabase = Pick<SqlDatabase, 'prepare'>;

/**
 * Asserts that the query returns no rows at this point of the migration. Otherwise nothing of the migration is kept,
 * and the message is its error (MIGRATION.ASSERTION_FAILED). Throws ASSERTION.INVALID if the text is not one query.
 */
export async function assertNoRows(db: AssertingDatabase, query: string, message: string): Promise<void> {
  await assertCount(db, query, 'n = 0', message, `'rows: ' || n`);
}

/** Asserts that the query returns exactly this many rows at this point; otherwise as `assertNoRows`. */
export async function assertRowCount(
  db: AssertingDatabase,
  query: string,
  expected: number,
  message: string,
): Promise<void> {
  if (!Number.isSafeInteger(expected) || expected < 0) {
    throw assertionInvalid(query, `${expected} is not a number of rows`);
  }
  await assertCount(db, query, `n = ${expected}`, message, `'rows: ' || n || ', not ${expected}'`);
}

/** Asserts that no row of any table violates a foreign key at this point; otherwise as `assertNoRows`. */
export async function assertForeignKeysHold(db: AssertingDatabase, message: string): Promise<void> {
  await assertNoRows(db, 'SELECT 1 FROM pragma_foreign_key_check', message);
}

async function assertCount(
  db: AssertingDatabase,
  query: string,
  condition: string,
  message: string,
  found: string,
): Promise<void> {
  const rows = `(SELECT count(*) AS n FROM (${onlyQuery(query)}\n))`;
  await db.prepare(assertionOver(rows, condition, message, found)).run();
}

function onlyQuery(query: string): string {
  const [only, ...others] = splitStatements(query);
  if (only === undefined || others.length > 0) throw assertionInvalid(query, 'it is not one statement');
  if (effectOf(only) !== 'read' || !['select', 'values', 'with'].includes(verbOf(only))) {
    throw assertionInvalid(query, 'it is not a query');
  }
  if (parametersOf(only).length > 0) throw assertionInvalid(query, 'it has parameters');
  return only;
}
