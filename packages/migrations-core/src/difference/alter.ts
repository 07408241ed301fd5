// The ALTER TABLE statements that lead from one definition of a table to another, if there are such. Pure.
import { nameInSql } from '@roostjs/internal-sql';
import { withoutColumn } from '../rebuild/definition-edits.ts';
import type { Constraint } from '../rebuild/parse-constraint.ts';
import {
  type ColumnDefinition,
  isGenerated,
  readTableDefinition,
  type TableDefinition,
} from '../rebuild/parse-table.ts';
import { columnsMissingIn, isSame, type Model } from './model.ts';

/**
 * null if the result would not be the wanted definition, or if SQLite refuses one of the statements, at the latest if
 * the table has rows.
 */
export function alterations(
  from: TableDefinition,
  to: TableDefinition,
  model: Model,
): readonly string[] | null {
  const [gone, added] = [columnsMissingIn(from, to), columnsMissingIn(to, from)];
  const [dropped, appended] = [columnsNamed(from, gone), columnsNamed(to, added)];
  if (!dropped.every(canDrop) || !appended.every((column) => canAdd(to, column))) return null;
  if (dropped.length === from.columns.length) return null;
  const texts = appended.map(({ start, end }) => to.sql.slice(start, end));
  const result = texts.reduce(withColumnAtEnd, dropped.reduce(withoutNamed, from));
  if (!isSame(result, to, model)) return null;
  const alter = `ALTER TABLE ${nameInSql(to.name.name)}`;
  return [
    ...gone.map((name) => `${alter} DROP COLUMN ${nameInSql(name)}`),
    ...texts.map((text) => `${alter} ADD COLUMN ${text}`),
  ];
}

function columnsNamed({ columns }: TableDefinition, names: readonly string[]): readonly ColumnDefinition[] {
  return columns.filter(({ name }) => names.includes(name.name));
}

function withoutNamed(table: TableDefinition, { name }: ColumnDefinition): TableDefinition {
  const column = table.columns.find((one) => one.name.name === name.name);
  return column === undefined ? table : readTableDefinition(withoutColumn(table, column));
}

/** Where ADD COLUMN puts it. */
function withColumnAtEnd(table: TableDefinition, text: string): TableDefinition {
  const end = table.columns.at(-1)?.end ?? table.close;
  return readTableDefinition(`${table.sql.slice(0, end)}, ${text}${table.sql.slice(end)}`);
}

// https://sqlite.org/lang_altertable.html#altertabdropcol; what else uses the column, the wanted definition has no more.
function canDrop({ constraints }: ColumnDefinition): boolean {
  return !constraints.some(({ kind }) => kind === 'primary key' || kind === 'unique');
}

// https://sqlite.org/lang_altertable.html#altertabaddcol
function canAdd(table: TableDefinition, column: ColumnDefinition): boolean {
  const { constraints } = column;
  const has = (kind: Constraint['kind']): boolean => constraints.some((one) => one.kind === kind);
  const value = constraints.find(({ kind }) => kind === 'default')?.expression;
  const text = value === undefined ? 'NULL' : table.sql.slice(value.start, value.end);
  const isNull = /^\(?\s*null\s*\)?$/i.test(text);
  const isConstant = isNull || !/^\(|^current_/i.test(text);
  if (has('primary key') || has('unique') || !isConstant) return false;
  if (isGenerated(column)) return !/\bstored\b/i.test(table.sql.slice(column.start, column.end));
  return !(has('not null') && isNull) && !(has('references') && !isNull);
}
