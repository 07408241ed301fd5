// The statements of a new migration, from what it does and its columns. Pure.
import { isSameName, nameInSql } from '@roostjs/internal-sql';
import { columnsInvalid } from '../errors.ts';
import type { NewColumn } from './columns.ts';
import { sqlIdentifier } from './identifier.ts';
import type { Intent } from './intent.ts';

/** What runs in each direction; a statement has no semicolon. */
export type Stub = { readonly up: readonly string[]; readonly down: readonly string[] };

/** `columns`: those that are given; null if none are. Throws MIGRATION.TABLE_INVALID and MIGRATION.COLUMNS_INVALID. */
export function stubOf(intent: Intent, columns: readonly NewColumn[] | null): Stub {
  switch (intent.kind) {
    case 'create-table':
      return createTable(intent.table, columns ?? []);
    case 'add-columns':
      return addColumns(intent.table, columns ?? intent.columns.map(nullableText));
    case 'rename-table':
      return renaming(columns, (from, to) => `ALTER TABLE ${from} RENAME TO ${to}`, intent);
    case 'rename-column': {
      const alter = `ALTER TABLE ${sqlIdentifier(intent.table)} RENAME COLUMN`;
      return renaming(columns, (from, to) => `${alter} ${from} TO ${to}`, intent);
    }
  }
}

function createTable(name: string, given: readonly NewColumn[]): Stub {
  const table = sqlIdentifier(name);
  const own = (one: string): boolean => given.some((column) => isSameName(column.name, one));
  const hasKey = given.some(({ isPrimary }) => isPrimary);
  if (own('id') && !hasKey) throw columnsInvalid("'id' is written anyway, unless a column is primary");
  const lines = [
    ...(hasKey ? [] : ['id INTEGER PRIMARY KEY AUTOINCREMENT']),
    ...given.map((column) => definition(column, column.isUnique)),
    ...(own('created_at') ? [] : ["created_at TEXT NOT NULL DEFAULT (datetime('now'))"]),
  ];
  return {
    up: [
      `CREATE TABLE ${table} (\n  ${lines.join(',\n  ')}\n)`,
      ...given.filter(({ isIndexed }) => isIndexed).map((column) => createIndex(name, column)),
    ],
    down: [`DROP TABLE ${table}`],
  };
}

function addColumns(name: string, columns: readonly NewColumn[]): Stub {
  const alter = `ALTER TABLE ${sqlIdentifier(name)}`;
  for (const column of columns) refuseUnaddable(column);
  const indexed = columns.filter(({ isIndexed, isUnique }) => isIndexed || isUnique);
  return {
    up: [
      ...columns.map((column) => `${alter} ADD COLUMN ${definition(column, false)}`),
      ...indexed.map((column) => createIndex(name, column)),
    ],
    down: [
      ...indexed.map((column) => `DROP INDEX ${indexName(name, column)}`).reverse(),
      ...columns.map((column) => `${alter} DROP COLUMN ${nameInSql(column.name)}`).reverse(),
    ],
  };
}

// https://sqlite.org/lang_altertable.html#altertabaddcol: what SQLite refuses, at the latest if the table has rows.
function refuseUnaddable(column: NewColumn): void {
  const { name, isPrimary, isNullable, isUnique, default: value, references } = column;
  const problem = isPrimary
    ? 'a primary key cannot be added to a table'
    : value?.startsWith('(')
      ? 'the default of an added column must be a constant, and now is not one'
      : !isNullable && value === null
        ? `existing rows need a value: allow NULL ('${name}' with ?) or give a default ('${name}' with =)`
        : references !== null && value !== null
          ? 'an added column that refers to a table must allow NULL (?) and have no default'
          : isUnique && value !== null
            ? 'a default gives existing rows the same value, which is not unique: allow NULL (?) instead'
            : null;
  if (problem !== null) throw columnsInvalid(`'${name}' cannot be added to a table as it is: ${problem}`);
}

function renaming(
  columns: readonly NewColumn[] | null,
  statement: (from: string, to: string) => string,
  { from, to }: { readonly from: string; readonly to: string },
): Stub {
  if (columns !== null) throw columnsInvalid('a migration that renames has no new columns');
  const [old, now] = [sqlIdentifier(from), sqlIdentifier(to)];
  return { up: [statement(old, now)], down: [statement(now, old)] };
}

function definition(column: NewColumn, isUnique: boolean): string {
  const { name, type, isPrimary, isNullable, default: value, references } = column;
  // Only an INTEGER PRIMARY KEY, the row id, refuses NULL by itself.
  const isNotNull = isPrimary ? type !== 'INTEGER' : !isNullable;
  return [
    `${nameInSql(name)} ${type}`,
    ...(isPrimary ? ['PRIMARY KEY'] : []),
    ...(isNotNull ? ['NOT NULL'] : []),
    ...(isUnique ? ['UNIQUE'] : []),
    ...(value === null ? [] : [`DEFAULT ${value}`]),
    ...(references === null
      ? []
      : [`REFERENCES ${nameInSql(references.table)} (${nameInSql(references.column)})`]),
  ].join(' ');
}

function createIndex(table: string, column: NewColumn): string {
  const kind = column.isUnique ? 'UNIQUE INDEX' : 'INDEX';
  return `CREATE ${kind} ${indexName(table, column)} ON ${sqlIdentifier(table)} (${nameInSql(column.name)})`;
}

function indexName(table: string, { name }: NewColumn): string {
  return nameInSql(`idx_${table}_${name}`);
}

function nullableText(name: string): NewColumn {
  return {
    name,
    type: 'TEXT',
    references: null,
    isNullable: true,
    default: null,
    isUnique: false,
    isIndexed: false,
    isPrimary: false,
  };
}
