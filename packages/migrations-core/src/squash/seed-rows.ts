// The rows that migrations leave in the tables that they create, as INSERTs that recreate them.
import { literalOf, nameKey, quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { utf8Length } from '../record/statement-text.ts';
import { type VirtualRows, virtualRows } from './virtual-rows.ts';

/** A table that is not empty. Its rows are included only if they can be written. */
export type TableRows = { readonly table: string; readonly count: number } & (
  | {
      readonly obstacle: null;
      readonly inserts: readonly string[];
      /** What writes them instead, once all objects exist; null if the INSERTs do. */
      readonly rebuild: string | null;
      /** Each row, with the type and the bytes of each value. */
      readonly exact: readonly string[];
    }
  | { readonly obstacle: string }
);

/** A schema contains seed rows, but not more data than that. */
const maxRows = 1000;

// https://developers.cloudflare.com/d1/platform/limits/
const maxStatementBytes = 100_000;

/** The rows of these tables, in their order. */
export async function readLeftRows(
  database: SqlDatabase,
  tables: readonly string[],
): Promise<readonly TableRows[]> {
  const left: TableRows[] = [];
  let total = 0;
  const { results: kinds } = await database.prepare(kindsSql).all<Kind>();
  for (const table of tables) {
    const shape = await readShape(database, kinds, table);
    const count = await countOf(database, shape);
    if (shape.virtual?.kind !== 'derived') total += count;
    if (count > 0) left.push(await rowsOf(database, shape, count, total));
  }
  return left;
}

type Shape = {
  readonly table: string;
  /** null if it is no virtual table. */
  readonly virtual: VirtualRows | null;
  readonly shadows: readonly string[];
  /** The columns that an INSERT fills. */
  readonly columns: readonly string[];
  /** The columns that identify a row and order the rows; null if there are none. */
  readonly key: readonly string[] | null;
  /** A name of the row id that no column uses; null if there is none. */
  readonly rowId: string | null;
};

type Column = { readonly name: string; readonly type: string; readonly pk: number; readonly hidden: number };

type Kind = { readonly name: string; readonly type: string; readonly wr: number };

const kindsSql = "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'";

async function readShape(database: SqlDatabase, all: readonly Kind[], table: string): Promise<Shape> {
  const { results: columns } = await database
    .prepare('SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)')
    .bind(table)
    .all<Column>();
  const own = all.find(({ name }) => name === table);
  const names = columns.map(({ name }) => nameKey(name));
  const free = ['rowid', '_rowid_', 'oid'].find((name) => !names.includes(name));
  const keyColumns = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const isRowId =
    keyColumns.length === 1 &&
    keyColumns[0]?.type.toUpperCase() === 'INTEGER' &&
    !(await hasKeyIndex(database, table));
  const isWithoutRowId = own?.wr === 1;
  const virtual = own?.type === 'virtual' ? await virtualRows(database, table) : null;
  const isRTree = virtual?.kind === 'own' && virtual.isRTree;
  return {
    table,
    virtual,
    shadows: all
      .filter(({ name, type }) => type === 'shadow' && name.startsWith(`${table}_`))
      .map(({ name }) => name),
    columns: columns.filter(({ hidden }) => hidden === 0).map(({ name }) => name),
    key: keyOf(isWithoutRowId, keyColumns, free),
    rowId: isWithoutRowId || isRowId || isRTree ? null : (free ?? null),
  };
}

// A key with an index of its own is not an alias of the row id, for example INTEGER PRIMARY KEY DESC.
async function hasKeyIndex(database: SqlDatabase, table: string): Promise<boolean> {
  const found = await database
    .prepare("SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'")
    .bind(table)
    .first();
  return found !== null;
}

function keyOf(
  isWithoutRowId: boolean,
  keyColumns: readonly Column[],
  free: string | undefined,
): Shape['key'] {
  if (isWithoutRowId) return keyColumns.map(({ name }) => quotedName(name));
  return free === undefined ? null : [free];
}

// A virtual table stores its content in shadow tables: a full-text table in these, an R*Tree in `rowid`.
const countedShadowTables = ['content', 'docsize', 'idx', 'segdir', 'rowid'];

async function countOf(database: SqlDatabase, { table, virtual, shadows }: Shape): Promise<number> {
  const counted =
    virtual !== null
      ? shadows.filter((name) => countedShadowTables.some((kind) => name === `${table}_${kind}`))
      : [table];
  let highest = 0;
  for (const name of counted) {
    const row = await database
      .prepare(`SELECT count(*) AS number FROM ${quotedName(name)}`)
      .first<{ number: number }>();
    highest = Math.max(highest, row?.number ?? 0);
  }
  return highest;
}

async function rowsOf(database: SqlDatabase, shape: Shape, count: number, total: number): Promise<TableRows> {
  const { table, virtual, key } = shape;
  if (virtual?.kind === 'hidden') return { table, count, obstacle: virtual.obstacle };
  if (virtual?.kind === 'derived') {
    const { rebuild } = virtual;
    return { table, count, obstacle: null, inserts: [], rebuild, exact: [rebuild] };
  }
  if (key === null) return { table, count, obstacle: 'its columns use all names of the row id' };
  if (total > maxRows) return { table, count, obstacle: `more rows in total than ${maxRows}` };
  const columns = [...(shape.rowId === null ? [] : [shape.rowId]), ...shape.columns.map(quotedName)];
  const values: (readonly Value[])[] = [];
  for (const column of columns) values.push(await valuesOf(database, table, column, key));
  const rows = Array.from({ length: count }, (_, index) => values.map((column) => column[index] as Value));
  const texts = rows.map((row) => `(${row.map(({ literal }) => literal).join(', ')})`);
  const inserts = insertsOf(`INSERT INTO ${quotedName(table)} (${columns.join(', ')}) VALUES`, texts);
  if (inserts.some((sql) => utf8Length(sql) > maxStatementBytes))
    return { table, count, obstacle: `a row takes more than ${maxStatementBytes} bytes` };
  return {
    table,
    count,
    obstacle: null,
    inserts,
    rebuild: null,
    exact: rows.map((row) => row.map(({ exact }) => exact).join(', ')),
  };
}

// As few as D1 allows: in a Worker each statement counts towards the queries of a request.
function insertsOf(start: string, rows: readonly string[]): readonly string[] {
  const groups: string[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const more = utf8Length(row) + separator.length;
    const group = groups.at(-1);
    if (group === undefined || bytes + more > maxStatementBytes) {
      groups.push([row]);
      bytes = utf8Length(start) + more;
    } else {
      group.push(row);
      bytes += more;
    }
  }
  return groups.map((group) => `${start}\n  ${group.join(separator)}`);
}

const separator = ',\n  ';

type Value = { readonly literal: string; readonly exact: string };

type RawValue = { readonly type: string; readonly value: string; readonly bytes: string | null };

// One column at a time, because D1 returns at most a hundred columns.
async function valuesOf(
  database: SqlDatabase,
  table: string,
  column: string,
  key: readonly string[],
): Promise<readonly Value[]> {
  const { results } = await database
    .prepare(
      `SELECT typeof(${column}) AS type, iif(typeof(${column}) = 'text', ${column}, quote(${column})) AS value, ` +
        `iif(typeof(${column}) = 'text', hex(${column}), NULL) AS bytes FROM ${quotedName(table)} ORDER BY ${key.join(', ')}`,
    )
    .all<RawValue>();
  return results.map(({ type, value, bytes }) => ({
    literal: type === 'text' ? literalOf(value) : value,
    exact: `${type} ${bytes ?? value}`,
  }));
}
