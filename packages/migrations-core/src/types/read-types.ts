// Reads the types of the user's tables and views from a database. Writes nothing.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { type DumpableObject, readDumpable } from '../dump/read-dumpable.ts';
import { messageOf } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { readTableDefinition } from '../rebuild/parse-table.ts';
import { tableColumn, viewColumn } from './column-types.ts';
import { typedViewInvalid, typeNameConflict } from './errors.ts';
import type { KeptComments } from './kept-comments.ts';
import { pascalCase } from './names.ts';
import { readColumns } from './read-columns.ts';
import { refuseInvalidComments, refuseTypeComments } from './type-comments.ts';
import type { ColumnTypes, TableTypes } from './types.ts';

/** By name. Throws TYPES.COMMENT_INVALID, TYPES.NAME_CONFLICT, TYPES.VIEW_INVALID and REBUILD.UNREADABLE. */
export async function readTypes(
  database: SqlDatabase,
  settings: LedgerSettings,
  kept: KeptComments,
): Promise<readonly TableTypes[]> {
  const { objects } = await readDumpable(database, settings);
  const views = objects.filter(({ type }) => type === 'view');
  const tables: TableTypes[] = [];
  for (const object of objects.filter(hasRows).sort(byName)) {
    const { name } = object;
    const isView = object.type === 'view';
    tables.push({
      kind: isView ? 'view' : 'table',
      name,
      typeName: pascalCase(name),
      columns: await (isView ? viewColumns(database, object, views) : tableColumns(database, object, kept)),
    });
  }
  refuseSameNames(tables);
  return tables;
}

function hasRows({ type }: DumpableObject): boolean {
  return type === 'table' || type === 'view';
}

async function tableColumns(
  database: SqlDatabase,
  { name, sql, isVirtual }: DumpableObject,
  kept: KeptComments,
): Promise<readonly ColumnTypes[]> {
  const columns = await readColumns(database, name);
  if (isVirtual) {
    refuseTypeComments(name, sql);
    return columns.map((column) => tableColumn(column, undefined));
  }
  const table = readTableDefinition(sql);
  const comments = kept.of(name);
  refuseInvalidComments(table, comments);
  const definition = { table, comments };
  return columns.map((column) => tableColumn(column, definition));
}

async function viewColumns(
  database: SqlDatabase,
  view: DumpableObject,
  views: readonly DumpableObject[],
): Promise<readonly ColumnTypes[]> {
  refuseTypeComments(view.name, view.sql);
  const columns = await readColumns(database, view.name).catch((cause: unknown) => {
    throw typedViewInvalid(view.name, messageOf(cause), cause);
  });
  // Of a UNION, SQLite knows the type of the first SELECT.
  const isKnown = !readsUnion(view, views);
  return columns.map((column) => viewColumn(column, isKnown));
}

/** Whether the view, or one that it may read, has the word UNION in its text. */
function readsUnion(view: DumpableObject, views: readonly DumpableObject[]): boolean {
  const read = new Set([view]);
  for (const { sql } of read) {
    const words = identifiersIn(sql);
    if (words.has('union')) return true;
    for (const other of views) if (words.has(nameKey(other.name))) read.add(other);
  }
  return false;
}

function refuseSameNames(tables: readonly TableTypes[]): void {
  for (const [typeName, same] of Map.groupBy(tables, (table) => table.typeName)) {
    const names = same.map(({ name }) => name);
    if (names.length > 1) throw typeNameConflict(typeName, names);
  }
}

function byName(left: DumpableObject, right: DumpableObject): number {
  return left.name < right.name ? -1 : 1;
}
