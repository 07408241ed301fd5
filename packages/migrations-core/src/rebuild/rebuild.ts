// Rebuilds a table under the same name: does what SQLite's ALTER TABLE cannot, and keeps every row of every table.

import { isSameName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { grouped } from '../database/statement-group.ts';
import { checkRebuild } from './check-rebuild.ts';
import { copiedRows } from './copy-columns.ts';
import { type CurrentSchema, columnsOf, readCurrentSchema, readOrphans } from './current-schema.ts';
import { withTableName } from './definition-edits.ts';
import { dependantsOf } from './dependents.ts';
import { describeRebuild } from './describe-rebuild.ts';
import { changeInvalid, columnUnknown, definitionMisread, orphansFound, tableUnknown } from './errors.ts';
import { lookUp } from './lookup.ts';
import { isGenerated, readTableDefinition, type TableDefinition } from './parse-table.ts';
import { type SqlExpression, sqlText } from './sql-expression.ts';
import { rebuildStatements } from './statements.ts';
import { type ColumnMoves, changedDefinition } from './table-change.ts';
import type { TableRebuild } from './table-rebuild.ts';
import { checkedTables, type PlannedRebuild, tablesWithDisabledTriggersIn } from './types.ts';

/**
 * Gives a table a new definition, within a migration. Reads the schema first, so call it before the migration writes;
 * then records one batch that keeps every row of every table, whatever the ON DELETE actions of the foreign keys that
 * refer to it. Indexes, triggers, views and the AUTOINCREMENT counter stay as they are. The batch ends with
 * assertions (foreign keys, row counts, everything that uses the table), so a mistake aborts it and changes nothing.
 *
 * Columns of the new table are filled from the old column of the same name, unless `copy` or `rename` says otherwise.
 * A column without a `copy` keeps every value: if its new type turns a value into a number or a text, it must equal
 * the old one when converted back, or the batch aborts.
 * Throws REBUILD.* and OPTION.INVALID before anything is recorded.
 */
export async function rebuildTable(db: SqlDatabase, rebuild: TableRebuild): Promise<void> {
  checkRebuild(rebuild);
  const schema = await readCurrentSchema(db);
  const plan = planRebuild(schema, rebuild);
  const orphans = await readOrphans(db, checkedTables(schema, rebuild.table));
  if (orphans.length > 0) throw orphansFound(rebuild.table, orphans);
  const statements = rebuildStatements(plan).map((sql) => db.prepare(sql));
  const { rename = {}, copy = {}, dependants = {} } = rebuild;
  const does = describeRebuild({ ...plan, rename, copy: sqlTexts(copy), dependants });
  await db.batch(grouped(statements, does));
}

function planRebuild(schema: CurrentSchema, rebuild: TableRebuild): PlannedRebuild {
  const { table, rename = {}, drop = [], copy = {}, dependants = {}, showExample = false } = rebuild;
  const moves = { rename, drop };
  const old = currentDefinition(schema, table);
  const definition = newDefinition(old, moves, rebuild);
  checkMoves(old, definition, moves);
  const columns = columnsOf(schema, table);
  const rows = copiedRows({ definition: old, columns }, definition, moves, sqlTexts(copy));
  const isRenamed = (name: string): boolean => !isSameName(lookUp(rename, name) ?? name, name);
  const removedColumns = columns
    .map(({ name }) => name)
    .filter((name) => !isKept(name, definition) || isRenamed(name));
  const touched = {
    table,
    removedColumns,
    tablesWithDisabledTriggers: tablesWithDisabledTriggersIn(schema, table),
  };
  return {
    schema,
    old,
    definition,
    rows,
    dependants: dependantsOf(schema, touched, dependants),
    showExample,
  };
}

function sqlTexts(copy: Readonly<Record<string, SqlExpression>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(copy).map(([name, value]) => [name, sqlText(value)]));
}

function currentDefinition(schema: CurrentSchema, table: string): TableDefinition {
  const object = schema.objects.find(({ type, name }) => type === 'table' && isSameName(name, table));
  if (object === undefined) throw tableUnknown(table);
  const definition = readTableDefinition(object.sql);
  const read = namesIn(definition);
  const known = columnsOf(schema, table).map(({ name }) => name);
  if (read.join('\n') !== known.join('\n')) throw definitionMisread(table, read, known);
  return definition;
}

function newDefinition(
  old: TableDefinition,
  moves: ColumnMoves,
  { create, change }: TableRebuild,
): TableDefinition {
  if (create === undefined) return changedDefinition(old, moves, change ?? {});
  const given = readTableDefinition(create);
  const table = old.name.name;
  return isSameName(given.name.name, table) ? given : readTableDefinition(withTableName(given, table));
}

function checkMoves(old: TableDefinition, definition: TableDefinition, { rename, drop }: ColumnMoves): void {
  const table = old.name.name;
  for (const [option, names] of Object.entries({ rename: Object.keys(rename), drop })) {
    const unknown = names.find((name) => !isKept(name, old));
    if (unknown !== undefined) throw columnUnknown(table, unknown, option, namesIn(old));
  }
  for (const [from, to] of Object.entries(rename)) {
    if (!isKept(to, definition)) throw columnUnknown(table, to, 'rename', namesIn(definition));
    const twin = Object.keys(rename).find(
      (other) => other !== from && isSameName(lookUp(rename, other) ?? '', to),
    );
    if (twin !== undefined) throw changeInvalid(table, `'${from}' and '${twin}' are both renamed to '${to}'`);
    if (drop.some((name) => isSameName(name, from))) {
      throw changeInvalid(table, `'${from}' is both renamed and dropped`);
    }
  }
  for (const name of drop) {
    const column = definition.columns.find((one) => isSameName(one.name.name, name));
    const isRenameTarget = Object.values(rename).some((to) => isSameName(to, name));
    if (column !== undefined && !isRenameTarget && !isGenerated(column))
      throw changeInvalid(table, `'${name}' is dropped, but is still in the new definition`);
  }
}

function isKept(name: string, { columns }: TableDefinition): boolean {
  return columns.some((column) => isSameName(column.name.name, name));
}

function namesIn({ columns }: TableDefinition): readonly string[] {
  return columns.map(({ name }) => name.name);
}
