// D1's error messages about the SQL. Unless a comment says otherwise, a message was observed in Miniflare 5
// (workerd 1.20261023).

/** A failure with D1's message, without the prefix that each method adds. */
export class SqlFailure extends Error {}

export const noStatements = 'No SQL statements detected.';
export const blankStatement = 'SQL code did not contain a statement.';
export const wrongBindings = 'Wrong number of parameter bindings for SQL query.';
export const parametersBeforeLast =
  'When executing multiple SQL statements in a single call, only the last statement can have parameters.';

/** SQLite's message with the additions of workerd (dbErrorMessage in its src/workerd/util/sqlite.c++). */
export function sqliteText(message: string, code: string, offset: number | undefined): string {
  const primary = primaryCode(code);
  const place = offset === undefined ? '' : ` at offset ${offset}`;
  const extended = code === primary ? '' : ` (extended: ${code})`;
  return `${message}${place}: ${primary}${extended}`;
}

/** `SQLITE_CONSTRAINT` for `SQLITE_CONSTRAINT_UNIQUE`: no primary code has a second underscore. */
export function primaryCode(code: string): string {
  return /^SQLITE_[A-Z0-9]+/.exec(code)?.[0] ?? code;
}

/** The error that D1 throws: a prefix and the failure's message, with the failure as its cause. */
export function d1Error(prefix: string, failure: SqlFailure): Error {
  return new Error(`${prefix}: ${failure.message}`, { cause: failure });
}

/** What `first('x')` throws if the row has no such column. */
export function columnNotFound(columnName: string): Error {
  const cause = new SqlFailure('Column not found');
  return new Error(`D1_COLUMN_NOTFOUND: ${cause.message} (${columnName})`, { cause });
}

/** What `dump()` throws: Cloudflare removed it together with D1's alpha. */
export function dumpRefused(): Error {
  return new Error('D1_DUMP_ERROR: Status + 404', { cause: new SqlFailure('Status 404') });
}
