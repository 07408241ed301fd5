// Everything in a database, by its own API: each row with its row id and the type of each value.
import type { SqlDatabase } from '@roostjs/migrations-core';

export type Table = { readonly name: string; readonly rows: readonly Readonly<Record<string, unknown>>[] };

export type Content = {
  /** The texts of tables, indexes, triggers and views, the triggers of a table in the order in which they were made. */
  readonly schema: readonly string[];
  readonly tables: readonly Table[];
};

/** All but what belongs to SQLite, D1 and the ledger; sqlite_sequence is in it. */
export async function contentOf(database: SqlDatabase): Promise<Content> {
  const all = async (sql: string) => (await database.prepare(sql).all<Record<string, string>>()).results;
  const objects = await all(
    `SELECT type, name, sql FROM sqlite_schema
     WHERE (name NOT GLOB 'sqlite_*' OR name = 'sqlite_sequence') AND name NOT GLOB '_cf_*' AND tbl_name NOT IN ('migrations', 'migrations_schema')
     ORDER BY type, iif(type = 'trigger', tbl_name || format(' %05d', rowid), ''), name`,
  );
  const names = objects.filter(({ type }) => type === 'table').map(({ name }) => name ?? '');
  const tables = await rowsOf(database, names);
  return {
    schema: objects.filter(({ name }) => name !== 'sqlite_sequence').map(({ sql }) => sql ?? ''),
    tables: tables
      .map((table) => (table.name === 'sqlite_sequence' ? withoutLedger(table) : table))
      .filter(({ name, rows }) => name !== 'sqlite_sequence' || rows.length > 0),
  };
}

async function rowsOf(database: SqlDatabase, names: readonly string[]): Promise<readonly Table[]> {
  const columns = await inOneBatch<{ name: string; wr: number }>(
    database,
    names.map(
      (name) =>
        `SELECT c.name, t.wr FROM pragma_table_list('${name.replaceAll("'", "''")}') AS t, pragma_table_xinfo(t.name) AS c ORDER BY c.cid`,
    ),
  );
  const rows = await inOneBatch<Record<string, unknown>>(
    database,
    names.map((name, index) => rowsQuery(name, columns[index] ?? [])),
  );
  return names.map((name, index) => ({ name, rows: rows[index] ?? [] }));
}

function rowsQuery(table: string, columns: readonly { name: string; wr: number }[]): string {
  const names = columns.map(({ name }) => quoted(name));
  const number = columns[0]?.wr === 1 ? names[0] : '_rowid_';
  const types = names.map((name) => `typeof(${name})`).join(` || ' ' || `);
  return `SELECT ${number} AS number, ${types} AS types, ${names.join(', ')} FROM ${quoted(table)} ORDER BY 1, 2, 3`;
}

async function inOneBatch<T>(
  database: SqlDatabase,
  queries: readonly string[],
): Promise<readonly (readonly T[])[]> {
  if (queries.length === 0) return [];
  const answers = await database.batch<T>(queries.map((sql) => database.prepare(sql)));
  return answers.map(({ results }) => results);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function withoutLedger({ name, rows }: Table): Table {
  const others = rows.filter((row) => row['name'] !== 'migrations').map(({ name, seq }) => ({ name, seq }));
  return { name, rows: others.sort((one, other) => String(one.name).localeCompare(String(other.name))) };
}
