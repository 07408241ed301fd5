// Looks at a database: its schema, and all that its tables hold. Writes nothing.

import { nameKey, quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database.ts';
import { contentsUnreadable } from '../errors.ts';
import type { LedgerSetting } from '../ledger/ledger.ts';
import type { SchemaObject } from '../schema-objects.ts';
import { ledgerTables, readSchema } from '../schema-objects.ts';
import type { Contents, TableContent } from './contents.ts';

export type SchemaOnly = { readonly schema: readonly SchemaObject[]; readonly contents: null };

export type Observation = { readonly schema: readonly SchemaObject[]; readonly contents: Contents };

/** Without what is in the tables. */
export async function observeSchema(database: SqlDatabase, setting: LedgerSetting): Promise<SchemaOnly> {
  return { schema: await readSchema(database, setting), contents: null };
}

/** Without the two ledgers, and what SQLite, D1 and virtual tables keep for themselves. */
export async function observe(database: SqlDatabase, setting: LedgerSetting): Promise<Observation> {
  return {
    schema: await readSchema(database, setting),
    contents: await readContents(database, setting),
  };
}

/** Throws VERIFY.UNREADABLE. */
async function readContents(database: SqlDatabase, setting: LedgerSetting): Promise<Contents> {
  const { results: found } = await database.prepare(columnsSql).all<Column>();
  const ledgers = ledgerTables(setting).map((name) => nameKey(name));
  const tables = tablesOf(found).filter(({ name }) => !ledgers.includes(nameKey(name)));
  if (tables.length === 0) return new Map();
  // One request: to read them one by one costs more than their rows.
  const read = tables.map(({ name, columns }) => database.prepare(contentSql(name, columns)));
  const results = await database.batch<Record<string, unknown>>(read).catch((cause: unknown) => {
    throw contentsUnreadable(cause);
  });
  return new Map(
    tables.map((table, index): [string, TableContent] => [
      nameKey(table.name),
      { ...table, rows: (results[index]?.results ?? []).map((row) => Object.values(row)) },
    ]),
  );
}

type Column = {
  readonly table: string;
  readonly kind: string;
  readonly column: string;
  readonly isNumber: 0 | 1;
};

function tablesOf(columns: readonly Column[]): readonly Omit<TableContent, 'rows'>[] {
  return [...new Set(columns.map(({ table }) => table))].map((name) => {
    const own = columns.filter(({ table }) => table === name);
    return {
      name,
      isVirtual: own.some(({ kind }) => kind === 'virtual'),
      columns: own.map(({ column }) => column),
      number: own.find(({ isNumber }) => isNumber === 1)?.column ?? null,
    };
  });
}

// The tables that a virtual one brings are its own affair: what it holds is read of itself.
const columnsSql =
  'SELECT s.name AS "table", l.type AS kind, c.name AS "column", ' +
  "l.wr = 0 AND c.pk = 1 AND c.type = 'INTEGER' COLLATE NOCASE AND max(c.pk) OVER (PARTITION BY s.name) = 1 AS isNumber " +
  'FROM sqlite_schema s ' +
  "JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name JOIN pragma_table_info(s.name) c " +
  "WHERE s.type = 'table' AND l.type <> 'shadow' AND s.name NOT GLOB 'sqlite_*' AND s.name NOT GLOB '_cf_*' " +
  'ORDER BY s.name, c.cid';

// JavaScript cannot tell 1 from 1.0, nor large integers from their neighbours: numbers come as texts of their own kind.
function contentSql(table: string, columns: readonly string[]): string {
  const values = columns
    .map(quotedName)
    .map(
      (column, index) =>
        `CASE typeof(${column}) WHEN 'text' THEN 't' || ${column} WHEN 'integer' THEN 'i' || ${column} ` +
        `WHEN 'real' THEN 'r' || quote(${column}) ELSE ${column} END AS c${index}`,
    );
  return `SELECT ${values.join(', ')} FROM ${quotedName(table)}`;
}
