// A local database for one test.

import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LocalD1Database, openLocalD1 } from '../../src/local.ts';
import { testFolder } from './folder.ts';

/** Opens a database that is closed when the test ends. */
export function openForTest(path: string, busyTimeoutMs = 100): LocalD1Database {
  const db = openLocalD1({ path, busyTimeoutMs });
  onTestFinished(() => db.close());
  return db;
}

/** A new database for the test, after running the statements. */
export async function databaseWith(...statements: readonly string[]): Promise<LocalD1Database> {
  const db = openForTest(join(testFolder(), 'test.sqlite'));
  for (const sql of statements) await db.prepare(sql).run();
  return db;
}

/** The rejection of the promise; throws if it is not rejected. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    (value) => ({ kind: 'value', value }) as const,
    (thrown: unknown) => ({ kind: 'thrown', thrown }) as const,
  );
  if (outcome.kind === 'thrown' && outcome.thrown instanceof Error) return outcome.thrown;
  throw new Error(`Expected an error, not ${JSON.stringify(outcome)}.`);
}
