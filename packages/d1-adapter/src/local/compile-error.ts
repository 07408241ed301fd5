// The error that SQLite reports when it compiles a statement.

import type SqliteDatabase from 'better-sqlite3';

/** Its message, or undefined if there is no error. Compiling some PRAGMAs already runs them. */
export function compileError(sqlite: SqliteDatabase.Database, sql: string): string | undefined {
  try {
    sqlite.prepare(sql);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Error) return thrown.message;
    throw thrown;
  }
}
