// A database as it can be compared: its schema, the rows of every table with their types, and Roost's ledger.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { plainTrigger } from '@roostjs/internal-sql';
import SqliteDatabase from 'better-sqlite3';

/** Runs a query and gives its rows as lists. */
export type Query = (sql: string) => Promise<readonly (readonly unknown[])[]>;

export type Snapshot = { readonly schema: unknown; readonly rows: unknown; readonly ledger: unknown };

const mine =
  "name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND tbl_name NOT IN ('migrations', 'migrations_schema', 'd1_migrations')";

export async function snapshotOf(query: Query): Promise<Snapshot> {
  const schema = await query(
    `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE ${mine} ORDER BY type, name`,
  );
  const tables = schema.filter(([type]) => type === 'table').map(([, name]) => String(name));
  const rows: Record<string, unknown> = {};
  for (const table of tables) rows[table] = await rowsOf(query, table);
  const ledger = await query('SELECT migration, checksum, state FROM migrations ORDER BY id');
  return { schema: schema.map(asExported), rows, ledger };
}

// Types, bytes and numbers: neither a NUL within a text nor one SQLite's way to print a number hides or makes a difference.
async function rowsOf(query: Query, table: string): Promise<unknown> {
  const columns = await query(`SELECT name FROM pragma_table_info('${table.replaceAll("'", "''")}')`);
  const shown = columns
    .map(([name]) => `"${String(name).replaceAll('"', '""')}"`)
    .map(
      (column) =>
        `typeof(${column}), CASE typeof(${column}) WHEN 'real' THEN ${column} ELSE hex(${column}) END`,
    );
  return query(`SELECT ${shown.join(', ')} FROM "${table.replaceAll('"', '""')}"`);
}

// The two differences that are meant: an exported schema has LF where the migration had CRLF, and its triggers on one line.
function asExported(row: readonly unknown[]): readonly unknown[] {
  return row.map((value) => plainTrigger(String(value).replaceAll('\r\n', '\n')).text);
}

/** Queries the one database that wrangler or roost keeps below this folder. */
export function localQuery(persistRoot: string): Query {
  const [file = 'none', ...others] = globSync(join(persistRoot, 'v3/d1/*/*.sqlite')).filter(
    (path) => !path.endsWith('metadata.sqlite'),
  );
  if (others.length > 0) throw new Error(`There are ${others.length + 1} databases in ${persistRoot}`);
  return async (sql) => {
    const sqlite = new SqliteDatabase(file, { fileMustExist: true, readonly: true });
    try {
      return sqlite.prepare(sql).raw().all() as unknown[][];
    } finally {
      sqlite.close();
    }
  };
}
