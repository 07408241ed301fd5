// Reads a scratch database's schema: a few SELECTs whose results one function puts together.
import type { Sql, SqlResult } from '../database.ts';
import type { SchemaObject } from '../schema-objects.ts';
import type { Column, Dependent, ForeignKey, Index, Schema, Table } from './schema.ts';

const own = "name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'";
const tables = `(SELECT name FROM sqlite_schema WHERE type = 'table' AND ${own}) AS t`;

/** What `schemaFrom` takes the results of, in this order. */
export const schemaQueries: readonly Sql[] = [
  `SELECT type, name, tbl_name AS "on", sql FROM sqlite_schema WHERE ${own} ORDER BY rowid`,
  `SELECT t.name AS "table", c.name, c.type, c.pk, c.hidden FROM ${tables} JOIN pragma_table_xinfo(t.name) AS c`,
  `SELECT t.name AS "table", f.id, f."from", f."table" AS parent, f.on_delete FROM ${tables} JOIN pragma_foreign_key_list(t.name) AS f`,
  `SELECT t.name AS "table", l.name, l.origin, l.partial, i.name AS "column" FROM ${tables} JOIN pragma_index_list(t.name) AS l JOIN pragma_index_info(l.name) AS i`,
].map((sql) => ({ sql, values: [] }));

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
  readonly on_delete: string;
};
type IndexRow = {
  readonly table: string;
  readonly name: string;
  readonly origin: string;
  readonly partial: number;
  readonly column: string | null;
};

export function schemaFrom(results: readonly SqlResult[]): Schema {
  const [objects = [], columns = [], keys = [], indexes = []] = results.map((result) => result.results) as [
    ObjectRow[],
    ColumnRow[],
    KeyRow[],
    IndexRow[],
  ];
  const byTable = {
    columns: grouped(columns, ({ table }) => table),
    keys: grouped(keys, ({ table }) => table),
    indexes: grouped(indexes, ({ table }) => table),
  };
  const found = objects
    .filter(({ type }) => type === 'table')
    .map(({ name, sql }): [string, Table] => [
      name.toLowerCase(),
      {
        name,
        sql: sql ?? '',
        columns: (byTable.columns.get(name) ?? []).map(toColumn),
        foreignKeys: toKeys(byTable.keys.get(name) ?? []),
        indexes: toIndexes(byTable.indexes.get(name) ?? []),
      },
    ]);
  return {
    tables: new Map(found),
    dependents: objects.filter(isDependent).map(toDependent),
    objects: objects.map(({ type, name, sql }) => ({ type, name, sql })),
  };
}

// https://sqlite.org/pragma.html#pragma_table_xinfo: 2 and 3 are generated columns.
function toColumn({ name, type, pk, hidden }: ColumnRow): Column {
  return { name, type, primaryKey: pk, isGenerated: hidden > 1 };
}

function toKeys(rows: readonly KeyRow[]): readonly ForeignKey[] {
  return [...grouped(rows, ({ id }) => id).values()].map((parts) => ({
    columns: parts.map(({ from }) => from),
    parent: parts[0]?.parent ?? '',
    onDelete: parts[0]?.on_delete ?? 'NO ACTION',
  }));
}

function toIndexes(rows: readonly IndexRow[]): readonly Index[] {
  return [...grouped(rows, ({ name }) => name)].map(([name, parts]) => ({
    name,
    columns: parts.map(({ column }) => column),
    isPartial: parts[0]?.partial === 1,
    isCreated: parts[0]?.origin === 'c',
  }));
}

function isDependent({ type }: ObjectRow): boolean {
  return type === 'view' || type === 'trigger';
}

function toDependent({ type, name, on, sql }: ObjectRow): Dependent {
  return { type: type as Dependent['type'], name, on, sql: sql ?? '' };
}

function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
