// Decides how the columns of the new table are filled from a row of the old one. Pure.

import { isSameName, quotedName } from '@roostjs/internal-sql';
import type { StoredColumn } from './current-schema.ts';
import { changeInvalid, columnsLost, columnUnfilled, columnUnknown } from './errors.ts';
import { columnsIn } from './expression-columns.ts';
import { lookUp } from './lookup.ts';
import { type ColumnDefinition, isGenerated, primaryKeyOf, type TableDefinition } from './parse-table.ts';
import type { ColumnMoves } from './table-change.ts';

/** A column of the new table, and the SQL expression over the old row that fills it. */
export type FilledColumn = {
  readonly name: string;
  readonly expression: string;
  /** The old column whose values it keeps; undefined if it is filled in another way. */
  readonly kept: ColumnDefinition | undefined;
};

export type CopiedRows = {
  readonly columns: readonly FilledColumn[];
  /**
   * The names of the row id in the old and the new table; undefined if one of them has no row id that can be named.
   */
  readonly rowid: { readonly old: string; readonly new: string } | undefined;
};

type OldTable = { readonly definition: TableDefinition; readonly columns: readonly StoredColumn[] };

/** Throws REBUILD.COLUMN_UNFILLED, REBUILD.COLUMN_LOST and REBUILD.CHANGE_INVALID. */
export function copiedRows(
  old: OldTable,
  definition: TableDefinition,
  moves: ColumnMoves,
  copy: Readonly<Record<string, string>>,
): CopiedRows {
  checkCopy(definition, copy);
  checkRenamed(old, definition, moves);
  checkNothingIsLost(old, definition, moves, copy);
  const rowid = rowidOf(old.definition, definition);
  const columns = definition.columns
    .filter((column) => !isGenerated(column))
    .flatMap((column) => sourceExpression(old.definition, definition, column, moves, copy));
  const hasRowid = rowid !== undefined && rowidColumn(definition) === undefined;
  if (columns.length === 0 && !hasRowid)
    throw changeInvalid(definition.name.name, 'no value of its rows would be kept');
  if (!hasRowid) return { columns, rowid: undefined };
  if (columns.length >= maxColumns) throw changeInvalid(definition.name.name, tooManyColumns);
  return { columns, rowid };
}

// The limit of https://developers.cloudflare.com/d1/platform/limits/, for the columns of a table and of a result.
const maxColumns = 100;
const tooManyColumns = `its rows have row ids, which D1 cannot copy beside ${maxColumns} columns; make one of them an INTEGER PRIMARY KEY`;

function sourceExpression(
  old: TableDefinition,
  definition: TableDefinition,
  column: ColumnDefinition,
  { rename }: ColumnMoves,
  copy: Readonly<Record<string, string>>,
): readonly FilledColumn[] {
  const { name } = column.name;
  const given = lookUp(copy, name);
  // The parenthesis is on its own line, so that a trailing comment does not hide it.
  if (given !== undefined) return [{ name, expression: `(${given}\n)`, kept: undefined }];
  const renamed = oldNameOf(rename, name);
  const source = old.columns.find((one) => isSameName(one.name.name, renamed ?? name));
  const isRenamedAway = renamed === undefined && lookUp(rename, name) !== undefined;
  if (source !== undefined && !isRenamedAway)
    return [{ name, expression: quotedName(source.name.name), kept: source }];
  if (rowidColumn(definition) === column) {
    const number = rowidName(old);
    return number === undefined ? [] : [{ name, expression: number, kept: undefined }];
  }
  if (mayBeLeftOut(definition, column)) return [];
  throw columnUnfilled(definition.name.name, name);
}

function oldNameOf(rename: ColumnMoves['rename'], name: string): string | undefined {
  return Object.entries(rename).find(([, to]) => isSameName(to, name))?.[0];
}

/** Whether a new row needs no value for it. */
export function mayBeLeftOut(definition: TableDefinition, { name, constraints }: ColumnDefinition): boolean {
  if (constraints.some(({ kind }) => kind === 'default')) return true;
  if (constraints.some(({ kind }) => kind === 'not null')) return false;
  const isInKey = primaryKeyOf(definition).some((column) => isSameName(column, name.name));
  // A primary key of these two kinds of table never allows NULL, even without NOT NULL.
  return !(isInKey && (definition.withoutRowid || definition.strict));
}

function checkCopy(definition: TableDefinition, copy: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(copy)) {
    const column = definition.columns.find((one) => isSameName(one.name.name, name));
    if (column === undefined)
      throw columnUnknown(
        definition.name.name,
        name,
        'copy',
        definition.columns.map((one) => one.name.name),
      );
    if (isGenerated(column)) {
      throw changeInvalid(definition.name.name, `'${name}' is generated and cannot be copied to`);
    }
  }
}

function checkRenamed({ columns }: OldTable, definition: TableDefinition, { rename }: ColumnMoves): void {
  for (const [from, to] of Object.entries(rename)) {
    const source = columns.find(({ name }) => isSameName(name, from));
    const target = definition.columns.find(({ name }) => isSameName(name.name, to));
    if (target !== undefined && isGenerated(target) && source?.isGenerated === false) {
      throw changeInvalid(
        definition.name.name,
        `'${to}' is generated and cannot hold the values of '${from}'`,
      );
    }
  }
}

// Refuses columns that are neither kept, copied from, nor dropped: their values would be lost unnoticed.
function checkNothingIsLost(
  { definition: old, columns }: OldTable,
  definition: TableDefinition,
  { rename, drop }: ColumnMoves,
  copy: Readonly<Record<string, string>>,
): void {
  const used = Object.values(copy).flatMap(columnsRead);
  const isKept = (name: string): boolean =>
    lookUp(rename, name) !== undefined ||
    keepsValues(definition, rename, name) ||
    drop.some((dropped) => isSameName(dropped, name)) ||
    used.some((column) => isSameName(column, name));
  const lost = columns.filter(({ name, isGenerated }) => !isGenerated && !isKept(name));
  if (lost.length > 0)
    throw columnsLost(
      old.name.name,
      lost.map(({ name }) => name),
    );
}

// A column does not keep its values if another one is renamed to it, or if it is computed from now on.
function keepsValues(definition: TableDefinition, rename: ColumnMoves['rename'], name: string): boolean {
  const column = definition.columns.find((one) => isSameName(one.name.name, name));
  if (column === undefined || isGenerated(column)) return false;
  const from = oldNameOf(rename, name);
  return from === undefined || isSameName(from, name);
}

// Operators that can also be column names: without quotes they are not read as columns.
const operators = ['end', 'glob', 'like', 'match', 'regexp'];

function columnsRead(expression: string): readonly string[] {
  return columnsIn(expression, { start: 0, end: expression.length })
    .filter(({ start, end }) => !operators.includes(expression.slice(start, end).toLowerCase()))
    .map(({ name }) => name);
}

/** The column that is an alias of the row id (https://sqlite.org/lang_createtable.html#rowid). */
export function rowidColumn(definition: TableDefinition): ColumnDefinition | undefined {
  if (definition.withoutRowid) return undefined;
  return definition.columns.find((column) => isRowidKey(definition, column));
}

function isRowidKey({ sql, constraints }: TableDefinition, column: ColumnDefinition): boolean {
  if (!/^["'`[]?integer["'`\]]?$/i.test(sql.slice(column.type.start, column.type.end))) return false;
  const own = column.constraints.find(({ kind }) => kind === 'primary key');
  // Because of an old bug that SQLite keeps, INTEGER PRIMARY KEY DESC in a column definition is an ordinary key.
  if (own !== undefined) return !own.descending;
  const key = constraints.find(({ kind }) => kind === 'primary key');
  return key?.columns.length === 1 && isSameName(key.columns[0]?.name ?? '', column.name.name);
}

function rowidOf(old: TableDefinition, definition: TableDefinition): CopiedRows['rowid'] {
  const [before, after] = [rowidName(old), rowidName(definition)];
  return before === undefined || after === undefined ? undefined : { old: before, new: after };
}

/** undefined also if columns use all of its names. */
export function rowidName({ withoutRowid, columns }: TableDefinition): string | undefined {
  if (withoutRowid) return undefined;
  return ['rowid', '_rowid_', 'oid'].find(
    (name) => !columns.some((column) => isSameName(column.name.name, name)),
  );
}
