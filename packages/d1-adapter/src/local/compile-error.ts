// What SQLite says against a statement when it compiles it.

import type SqliteDatabase from 'better-sqlite3';

/** The message, or undefined if there is none. Compiling some PRAGMAs already runs them. */
export function compileError(sqlite: SqliteDatabase.Database, sql: string): string | undefined {
  try {
    sqlite.prepare(sql);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Error) return thrown.message;
    throw thrown;
  }
}
