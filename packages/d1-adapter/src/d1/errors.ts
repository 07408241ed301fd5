// D1's own words for what is wrong with the SQL, and the errors that carry them. Unless said otherwise a text
// was seen from Miniflare 5 (workerd 1.20261023).

/** A failure in D1's words, before the method that was called puts its own prefix before them. */
export class SqlFailure extends Error {}

export const noStatements = 'No SQL statements detected.';
export const blankStatement = 'SQL code did not contain a statement.';
export const wrongBindings = 'Wrong number of parameter bindings for SQL query.';
export const parametersBeforeLast =
  'When executing multiple SQL statements in a single call, only the last statement can have parameters.';

/** SQLite's message as workerd completes it (dbErrorMessage in its src/workerd/util/sqlite.c++). */
export function sqliteText(message: string, code: string, offset: number | undefined): string {
  const primary = primaryCode(code);
  const place = offset === undefined ? '' : ` at offset ${offset}`;
  const extended = code === primary ? '' : ` (extended: ${code})`;
  return `${message}${place}: ${primary}${extended}`;
}

/** `SQLITE_CONSTRAINT` of `SQLITE_CONSTRAINT_UNIQUE`: no primary code has a second underscore. */
export function primaryCode(code: string): string {
  return /^SQLITE_[A-Z0-9]+/.exec(code)?.[0] ?? code;
}

/** The error that D1 throws: the failure's text behind a prefix, and the text alone as its cause. */
export function d1Error(prefix: string, failure: SqlFailure): Error {
  return new Error(`${prefix}: ${failure.message}`, { cause: failure });
}

/** What `first('x')` throws where the row has no such column. */
export function columnNotFound(columnName: string): Error {
  const cause = new SqlFailure('Column not found');
  return new Error(`D1_COLUMN_NOTFOUND: ${cause.message} (${columnName})`, { cause });
}

/** What `dump()` throws since Cloudflare took it away with the alpha of D1. */
export function dumpRefused(): Error {
  return new Error('D1_DUMP_ERROR: Status + 404', { cause: new SqlFailure('Status 404') });
}
