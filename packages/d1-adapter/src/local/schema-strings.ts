// Double-quoted strings in a schema that another program created, such as wrangler. As better-sqlite3 is built, SQLite
// accepts them when it reads the schema, but fails when it alters it, fires a trigger or reads a view.

import type SqliteDatabase from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { rewriteStrings } from './double-quoted-strings.ts';

const missingColumn = /no such column: ".*" - should this be a string literal in single-quotes\?/s;

/** Whether SQLite failed on such a string, in the statement or in the schema. */
export function failsOnDoubleQuotedString(thrown: unknown): thrown is Error {
  return thrown instanceof Error && missingColumn.test(thrown.message);
}

/**
 * Rewrites the strings in the schema in single quotes, as ALTER TABLE does if SQLite is built to accept them, and
 * returns how many definitions changed. It needs a transaction with write access.
 */
export function singleQuoteSchema(sqlite: SqliteDatabase.Database): number {
  const rewritten = rewrittenDefinitions(sqlite);
  if (rewritten.length === 0) return 0;
  sqlite.unsafeMode(true);
  try {
    sqlite.pragma('writable_schema = ON');
    const update = sqlite.prepare('UPDATE sqlite_schema SET sql = ? WHERE rowid = ?');
    for (const { rowid, sql } of rewritten) update.run(sql, rowid);
  } finally {
    // RESET also reads the schema again.
    sqlite.pragma('writable_schema = RESET');
    sqlite.unsafeMode(false);
  }
  return rewritten.length;
}

type Definition = { readonly rowid: number; readonly sql: string };

/** Creates the definitions one after the other in an empty database, so that each is checked when it is created. */
function rewrittenDefinitions(sqlite: SqliteDatabase.Database): readonly Definition[] {
  const scratch = new Sqlite(':memory:');
  try {
    return definitionsIn(sqlite).flatMap((definition) => {
      const sql = rewriteStrings(scratch, definition.sql)?.text;
      create(scratch, sql ?? definition.sql);
      return sql === undefined ? [] : [{ ...definition, sql }];
    });
  } finally {
    scratch.close();
  }
}

/** Tables first: a view or a trigger can be older than a table that it refers to. */
function definitionsIn(sqlite: SqliteDatabase.Database): readonly Definition[] {
  return sqlite
    .prepare(
      "SELECT rowid, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' " +
        "ORDER BY type <> 'table', type = 'trigger', rowid",
    )
    .all() as Definition[];
}

/** Skips what cannot be created there, such as shadow tables that a virtual table has already created. */
function create(scratch: SqliteDatabase.Database, sql: string): void {
  try {
    scratch.exec(sql);
  } catch (thrown) {
    if (!(thrown instanceof Sqlite.SqliteError)) throw thrown;
  }
}
