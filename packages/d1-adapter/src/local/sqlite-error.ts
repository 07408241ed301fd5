// From what better-sqlite3 throws to what a caller is told: a RoostError about the file, or D1's words about the SQL.

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

/** A statement that SQLite has compiled, and the names of its columns as D1 has them where SQLite has others. */
export type Compiled = {
  readonly statement: SqliteDatabase.Statement;
  readonly columnNames?: () => readonly string[];
};

/** Compiles a statement; throws SQLite's own complaint in D1's words, with its place where that is certain. */
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
    const complaint = dialect === 'd1' ? compileErrorAsD1 : compileError;
    const offset = errorOffset(thrown.message, statement, (sql) => complaint(sqlite, sql));
    throw new SqlFailure(sqliteText(thrown.message, thrown.code, offset), { cause: thrown });
  }
}

/** Whether it is SQLite's against a statement, as it is where it cannot be compiled. */
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

/** What SQLite does not look into before it is used; to ask about a trigger takes a write. */
function isCompiledLater(statement: string, access: Access): boolean {
  return mayCreateView.test(statement) || (access === 'write' && mayCreateTrigger.test(statement));
}

/** What a caller is told of anything thrown while the file at the path was in use. */
export function toFailure(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof SqliteDatabase.SqliteError)) return thrown;
  const { code, message } = thrown;
  // A virtual table calls its own content corrupt, also for a wrong command to it: the file is well.
  const aboutFile = code === 'SQLITE_CORRUPT_VTAB' ? undefined : fileFailure(primaryCode(code), path, thrown);
  return aboutFile ?? new SqlFailure(sqliteText(message, code, undefined), { cause: thrown });
}
