// The statement that a failure is about, and where in it the error is.
import { messageOf, type RoostError } from '@roostjs/internal-errors';
import { errorPlace } from '@roostjs/internal-sql';
import type { RunDetails } from '@roostjs/migrations-core';

/** `at`: an index in the statement; undefined if the place of the error is not known. */
export type FailedSql = { readonly sql: string; readonly at: number | undefined };

/** What is read of an error, or of data that says as much. */
export type Failure = Pick<RoostError<string, object>, 'code' | 'details' | 'cause'>;

/** undefined if the failure is about no statement, or about one that the author has not written: an assertion, or a part of a rebuild. */
export function failedSql({ code, details, cause }: Failure, isVerbose: boolean): FailedSql | undefined {
  if (code === 'MIGRATION.ASSERTION_FAILED') return undefined;
  const { statement, refused } = details as RunDetails;
  const [first] = refused ?? [];
  if (first !== undefined) return { sql: first.sql, at: errorPlace(first.sql, first.text) };
  if (statement === undefined || statement === null) return undefined;
  if (statement.group !== undefined && !isVerbose) return undefined;
  return { sql: statement.sql, at: errorPlace(statement.sql, messageOf(cause)) };
}
