// From what better-sqlite3 throws to what a caller is told: a RoostError about the file, or D1's words about the SQL.

import SqliteDatabase from 'better-sqlite3';
import { primaryCode, SqlFailure, sqliteText } from '../d1/errors.ts';
import { fileFailure } from '../errors.ts';
import { errorOffset } from './offset.ts';

/** Compiles a statement; throws SQLite's own complaint in D1's words, with its place where that is certain. */
export function compiled(sqlite: SqliteDatabase.Database, statement: string): SqliteDatabase.Statement {
  try {
    return sqlite.prepare(statement);
  } catch (thrown) {
    if (!(thrown instanceof SqliteDatabase.SqliteError) || thrown.code !== 'SQLITE_ERROR') throw thrown;
    const offset = errorOffset(thrown.message, statement, (sql) => complaintAbout(sqlite, sql));
    throw new SqlFailure(sqliteText(thrown.message, thrown.code, offset), { cause: thrown });
  }
}

/** What a caller is told of anything thrown while the file at the path was in use. */
export function reasonFor(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof SqliteDatabase.SqliteError)) return thrown;
  const { code, message } = thrown;
  // A virtual table calls its own content corrupt, also for a wrong command to it: the file is well.
  const aboutFile = code === 'SQLITE_CORRUPT_VTAB' ? undefined : fileFailure(primaryCode(code), path, thrown);
  return aboutFile ?? new SqlFailure(sqliteText(message, code, undefined), { cause: thrown });
}

/** What SQLite says against the statement when compiling it, or undefined if nothing. */
export function complaintAbout(sqlite: SqliteDatabase.Database, sql: string): string | undefined {
  try {
    sqlite.prepare(sql);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Error) return thrown.message;
    throw thrown;
  }
}
