// The content of a database in a form that can be compared.

import Database from 'better-sqlite3';

export type Content = {
  readonly schema: readonly unknown[];
  readonly version: unknown;
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
};

/** The content of a new database after running the texts, one after the other. */
export function contentAfter(texts: readonly string[]): Content {
  const database = new Database(':memory:');
  try {
    for (const sql of texts) database.exec(sql);
    return contentOf(database);
  } finally {
    database.close();
  }
}

function contentOf(database: Database.Database): Content {
  const schema = database.prepare(
    'SELECT type, name, tbl_name, sql FROM sqlite_master UNION ALL SELECT type, name, tbl_name, sql FROM sqlite_temp_master',
  );
  const tables = database.prepare<[], string>("SELECT name FROM pragma_table_list WHERE type <> 'view'");
  const names = tables.pluck().all();
  return {
    schema: schema.all(),
    version: database.pragma('user_version', { simple: true }),
    rows: Object.fromEntries(names.map((name) => [name, rowsOf(database, name)])),
  };
}

/** The rows as literals, which also show the types of the values. */
function rowsOf(database: Database.Database, table: string): readonly unknown[] {
  const columns = database
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?)')
    .pluck()
    .all(table);
  const literals = columns.map((column) => `quote(${quoted(column)})`);
  return database
    .prepare(`SELECT ${literals.join(', ')} FROM ${quoted(table)}`)
    .raw()
    .all();
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
