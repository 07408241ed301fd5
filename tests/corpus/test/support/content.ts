// A database as text: its schema as roost dumps it, and its rows.
import { comparableSql } from '@roostjs/internal-sql';
import type { Query } from '../../../wrangler/test/support/snapshot.ts';

type Row = readonly unknown[];

const ledgers: ReadonlySet<unknown> = new Set(['migrations', 'migrations_schema', 'd1_migrations']);

/**
 * Throws if the dump lacks an object or has it in other words: it may lay them out in another way. A value of a `volatile` column is replaced by its type.
 * Line ends are LF: with those of the files, wrangler's remote path has changed them.
 */
export async function contentOf(query: Query, dump: string, volatile: readonly string[]): Promise<string> {
  await assertWhole(query, dump);
  const tables = await query('SELECT name, type FROM pragma_table_list ORDER BY name');
  const names = tables.filter(([name, type]) => isShown(String(name), type)).map(([name]) => String(name));
  const rows: string[] = [];
  for (const name of names) rows.push(...(await rowsOf(query, name, volatile)));
  return withLineFeeds([dump, ...rows].map((part) => `${part}\n`).join(''));
}

async function assertWhole(query: Query, dump: string): Promise<void> {
  const objects = await query(
    "SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
  );
  const shadows = await query("SELECT name FROM pragma_table_list WHERE type = 'shadow'");
  const text = comparableSql(dump);
  for (const [table, sql] of objects) {
    const isMine = isShown(String(table), 'table') && !shadows.some(([name]) => name === table);
    if (isMine && !text.includes(comparableSql(String(sql))))
      throw new Error(`The dump lacks ${String(sql)}`);
  }
}

function isShown(name: string, type: unknown): boolean {
  const isStored = type === 'table' || type === 'virtual';
  return (
    isStored &&
    !ledgers.has(name) &&
    !/^(?:sqlite_schema|sqlite_temp_schema|sqlite_stat\d|_cf_.*)$/.test(name)
  );
}

async function rowsOf(query: Query, table: string, volatile: readonly string[]): Promise<readonly string[]> {
  const columns = await query(`SELECT name FROM pragma_table_xinfo(${literal(table)}) WHERE hidden <> 1`);
  const values = columns.map(([name]) => sqlOf(String(name), volatile.includes(`${table}.${String(name)}`)));
  const rows = await query(`SELECT ${values.join(', ')} FROM ${quoted(table)}`);
  const isMine = ([first]: Row): boolean => table !== 'sqlite_sequence' || !ledgers.has(unquoted(first));
  return rows
    .filter(isMine)
    .map((row) => `${quoted(table)} ${row.map(String).join(', ')}`)
    .sort();
}

// A number of type REAL is printed by JavaScript, because each build of SQLite prints it its own way.
function sqlOf(column: string, isVolatile: boolean): string {
  const name = quoted(column);
  return isVolatile
    ? `typeof(${name})`
    : `CASE typeof(${name}) WHEN 'real' THEN ${name} ELSE quote(${name}) END`;
}

const unquoted = (value: unknown): string => String(value).slice(1, -1);
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const withLineFeeds = (text: string): string => text.replaceAll('\r\n', '\n');
