// Turns what better-sqlite3 throws into the errors of callers: a RoostError about the file, or D1's message about the
// SQL.

import SqliteDatabase from 'better-sqlite3';
import { primaryCode, SqlFailure, sqliteText } from '../d1/errors.ts';
import { fileFailure } from '../errors.ts';
import { compileError } from './compile-error.ts';
import type { Access } from './connection.ts';
import type { Dialect } from './dialect.ts';
import { compileErrorAsD1, rewriteStrings } from './double-quoted-strings.ts';
import { errorOffset } from './error-offset.ts';

const mayCreateView = /\bcreate\b.*\bview\b.*"/is;
const mayCreateTrigger = /\bcreate\b.*\btrigger\b.*"/is;

/** A compiled statement, and the names of its columns in D1 if SQLite has others. */
export type Compiled = {
  readonly statement: SqliteDatabase.Statement;
  readonly columnNames?: () => readonly string[];
};

/** Compiles a statement. Throws SQLite's error with D1's message, and with its offset if that is certain. */
export function compileStatement(
  sqlite: SqliteDatabase.Database,
  statement: string,
  dialect: Dialect,
  access: Access,
): Compiled {
  try {
    return prepare(sqlite, statement, dialect, access);
  } catch (thrown) {
    if (!isCompileError(thrown)) throw thrown;
    const errorOf = dialect === 'd1' ? compileErrorAsD1 : compileError;
    const offset = errorOffset(thrown.message, statement, (sql) => errorOf(sqlite, sql));
    throw new SqlFailure(sqliteText(thrown.message, thrown.code, offset), { cause: thrown });
  }
}

/** Whether it is SQLite's error about a statement, as when it cannot be compiled. */
export function isCompileError(thrown: unknown): thrown is InstanceType<typeof SqliteDatabase.SqliteError> {
  return thrown instanceof SqliteDatabase.SqliteError && thrown.code === 'SQLITE_ERROR';
}

function prepare(
  sqlite: SqliteDatabase.Database,
  statement: string,
  dialect: Dialect,
  access: Access,
): Compiled {
  let made: SqliteDatabase.Statement;
  try {
    made = sqlite.prepare(statement);
  } catch (thrown) {
    const rewritten = dialect === 'd1' ? rewriteStrings(sqlite, statement) : undefined;
    if (rewritten === undefined) throw thrown;
    return { statement: sqlite.prepare(rewritten.text), columnNames: rewritten.columnNames };
  }
  const later =
    dialect === 'd1' && isCompiledLater(statement, access) ? rewriteStrings(sqlite, statement) : undefined;
  return { statement: later === undefined ? made : sqlite.prepare(later.text) };
}

/** SQLite compiles the body of a view or trigger when it is used. Checking a trigger needs write access. */
function isCompiledLater(statement: string, access: Access): boolean {
  return mayCreateView.test(statement) || (access === 'write' && mayCreateTrigger.test(statement));
}

/** The failure to report for anything thrown while the file was in use. */
export function toFailure(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof SqliteDatabase.SqliteError)) return thrown;
  const { code, message } = thrown;
  // A virtual table reports this code for its own content, and even for an invalid command; the file is not damaged.
  const aboutFile = code === 'SQLITE_CORRUPT_VTAB' ? undefined : fileFailure(primaryCode(code), path, thrown);
  return aboutFile ?? new SqlFailure(sqliteText(message, code, undefined), { cause: thrown });
}
