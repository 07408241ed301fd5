// Reads a scratch database's schema: its objects, and of the tables that have changed the details.
import { nameKey } from '@roostjs/internal-sql';
import { prepare, type Sql, type SqlDatabase } from '../database.ts';
import type { SchemaObject } from '../schema-objects.ts';
import { grouped } from './grouped.ts';
import type { Column, Dependent, ForeignKey, Index, Schema, Table } from './schema.ts';

const own = "name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'";

const objectsQuery: Sql = {
  sql: `SELECT type, name, tbl_name AS "on", sql FROM sqlite_schema WHERE ${own} ORDER BY rowid`,
  values: [],
};

/** Columns, foreign keys and indexes of the tables, in this order. */
function detailQueries(tables: string, values: readonly unknown[]): readonly Sql[] {
  return [
    `SELECT t.name AS "table", c.name, c.type, c.pk, c.hidden FROM ${tables} JOIN pragma_table_xinfo(t.name) AS c`,
    `SELECT t.name AS "table", f.id, f."from", f."table" AS parent, f."to", f.on_delete, f.on_update FROM ${tables} JOIN pragma_foreign_key_list(t.name) AS f`,
    `SELECT t.name AS "table", l.name, l.origin, l.partial, l."unique", i.name AS "column" FROM ${tables} JOIN pragma_index_list(t.name) AS l JOIN pragma_index_info(l.name) AS i`,
  ].map((sql) => ({ sql, values }));
}

const allTables = `(SELECT name FROM sqlite_schema WHERE type = 'table' AND ${own}) AS t`;
const oneTable = '(SELECT ? AS name) AS t';

type ObjectRow = SchemaObject & { readonly on: string };
type ColumnRow = {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly pk: number;
  readonly hidden: number;
};
type KeyRow = {
  readonly table: string;
  readonly id: number;
  readonly from: string;
  readonly parent: string;
  readonly to: string | null;
  readonly on_delete: string;
  readonly on_update: string;
};
type IndexRow = {
  readonly table: string;
  readonly name: string;
  readonly origin: string;
  readonly partial: number;
  readonly unique: number;
  readonly column: string | null;
};

/** Reads what has changed since the schema was read before, and gives that very one where nothing has. */
export async function readSchemaSince(before: Schema, database: SqlDatabase): Promise<Schema> {
  const objects = await read<ObjectRow>(database, objectsQuery);
  if (JSON.stringify(objects) === JSON.stringify(before.objects)) return before;
  const tables = objects.filter(({ type }) => type === 'table');
  const kept = new Map(tables.flatMap((table) => keptTable(table, objects, before)));
  const changed = tables.filter(({ name }) => !kept.has(name));
  const changedTables = await readTables(changed, tables.length, database);
  const found = tables.map(({ name }): [string, Table] => {
    const table = kept.get(name) ?? changedTables.get(name);
    if (table === undefined) throw new Error(`The table '${name}' was not read.`);
    return [nameKey(name), table];
  });
  return { tables: new Map(found), dependents: objects.filter(isDependent).map(toDependent), objects };
}

/** A table is the same where its own text is, and where it has the same indexes. */
function keptTable(
  { name, sql }: ObjectRow,
  objects: readonly ObjectRow[],
  { tables, objects: before }: Schema,
): readonly (readonly [string, Table])[] {
  const table = tables.get(nameKey(name));
  if (table === undefined || table.name !== name || table.sql !== sql) return [];
  return indexesOn(name, objects) === indexesOn(name, before as readonly ObjectRow[]) ? [[name, table]] : [];
}

function indexesOn(table: string, objects: readonly ObjectRow[]): string {
  return JSON.stringify(objects.filter(({ type, on }) => type === 'index' && on === table));
}

/** One by one where they are few, so that a large schema is not read anew for each change. */
async function readTables(
  wanted: readonly ObjectRow[],
  all: number,
  database: SqlDatabase,
): Promise<ReadonlyMap<string, Table>> {
  const queries =
    wanted.length * 4 > all
      ? detailQueries(allTables, [])
      : wanted.flatMap(({ name }) => detailQueries(oneTable, [name]));
  const results =
    queries.length === 0 ? [] : await database.batch(queries.map((sql) => prepare(database, sql)));
  const rows = (place: number): unknown[] =>
    results.filter((_, index) => index % 3 === place).flatMap((result) => result.results);
  const columns = grouped(rows(0) as ColumnRow[], ({ table }) => table);
  const keys = grouped(rows(1) as KeyRow[], ({ table }) => table);
  const indexes = grouped(rows(2) as IndexRow[], ({ table }) => table);
  return new Map(
    wanted.map(({ name, sql }): [string, Table] => [
      name,
      {
        name,
        sql: sql ?? '',
        columns: (columns.get(name) ?? []).map(toColumn),
        foreignKeys: toKeys(keys.get(name) ?? []),
        indexes: toIndexes(indexes.get(name) ?? []),
      },
    ]),
  );
}

async function read<T>(database: SqlDatabase, sql: Sql): Promise<T[]> {
  return (await prepare(database, sql).all<T>()).results;
}

// https://sqlite.org/pragma.html#pragma_table_xinfo: 2 and 3 are generated columns.
function toColumn({ name, type, pk, hidden }: ColumnRow): Column {
  return { name, type, primaryKey: pk, isGenerated: hidden > 1 };
}

function toKeys(rows: readonly KeyRow[]): readonly ForeignKey[] {
  return [...grouped(rows, ({ id }) => id).values()].map((parts) => ({
    columns: parts.map(({ from }) => from),
    parent: parts[0]?.parent ?? '',
    parentColumns: parts.flatMap(({ to }) => to ?? []),
    onDelete: parts[0]?.on_delete ?? 'NO ACTION',
    onUpdate: parts[0]?.on_update ?? 'NO ACTION',
  }));
}

function toIndexes(rows: readonly IndexRow[]): readonly Index[] {
  return [...grouped(rows, ({ name }) => name)].map(([name, parts]) => ({
    name,
    columns: parts.map(({ column }) => column),
    isPartial: parts[0]?.partial === 1,
    isUnique: parts[0]?.unique === 1,
    isCreated: parts[0]?.origin === 'c',
  }));
}

function isDependent({ type }: ObjectRow): boolean {
  return type === 'view' || type === 'trigger';
}

function toDependent({ type, name, on, sql }: ObjectRow): Dependent {
  return { type: type as Dependent['type'], name, on, sql: sql ?? '' };
}
