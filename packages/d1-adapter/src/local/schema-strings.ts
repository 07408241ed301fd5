// Texts in double quotes in a schema that another program has made, such as wrangler: SQLite as better-sqlite3 is built
// takes them where it reads the schema, and stumbles over them where it alters it, fires a trigger or looks into a view.

import type SqliteDatabase from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { rewriteStrings } from './double-quoted-strings.ts';

const complaint = /no such column: ".*" - should this be a string literal in single-quotes\?/s;

/** Whether SQLite has failed at such a text, in the statement or in the schema. */
export function failsOnDoubleQuotedString(thrown: unknown): thrown is Error {
  return thrown instanceof Error && complaint.test(thrown.message);
}

/**
 * Writes the texts in the schema in single quotes, as ALTER TABLE does where SQLite knows the others, and gives how many
 * definitions that has changed. Needs a transaction that may write.
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
    // Reads the schema again too.
    sqlite.pragma('writable_schema = RESET');
    sqlite.unsafeMode(false);
  }
  return rewritten.length;
}

type Definition = { readonly rowid: number; readonly sql: string };

/** Made one after the other in a database of their own, where each is asked about as it is when it is made. */
function rewrittenDefinitions(sqlite: SqliteDatabase.Database): readonly Definition[] {
  const scratch = new Sqlite(':memory:');
  try {
    return definitionsIn(sqlite).flatMap((definition) => {
      const sql = rewriteStrings(scratch, definition.sql)?.text;
      made(scratch, sql ?? definition.sql);
      return sql === undefined ? [] : [{ ...definition, sql }];
    });
  } finally {
    scratch.close();
  }
}

/** Tables first, as views and triggers can be older than those that they speak of. */
function definitionsIn(sqlite: SqliteDatabase.Database): readonly Definition[] {
  return sqlite
    .prepare(
      "SELECT rowid, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' " +
        "ORDER BY type <> 'table', type = 'trigger', rowid",
    )
    .all() as Definition[];
}

/** What cannot be made there, as the tables behind a virtual one that has made them, is left as it is. */
function made(scratch: SqliteDatabase.Database, sql: string): void {
  try {
    scratch.exec(sql);
  } catch (thrown) {
    if (!(thrown instanceof Sqlite.SqliteError)) throw thrown;
  }
}
