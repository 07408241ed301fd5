// Rebuilds a table under the same name: does what SQLite's ALTER TABLE cannot, and keeps every row of every table.

import { isSameName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { invalidOption } from '../errors.ts';
import { aBoolean, aList, aName, aRecord, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { copiedRows } from './copy-columns.ts';
import { type CurrentSchema, columnsOf, readCurrentSchema, readOrphans } from './current-schema.ts';
import { withTableName } from './definition-edits.ts';
import { dependantsOf, type NewDependants } from './dependents.ts';
import { changeInvalid, columnUnknown, definitionMisread, orphansFound, tableUnknown } from './errors.ts';
import { lookUp } from './lookup.ts';
import { isGenerated, readTableDefinition, type TableDefinition } from './parse-table.ts';
import { rebuildStatements } from './statements.ts';
import { type ColumnMoves, changedDefinition, type TableChange } from './table-change.ts';
import { checkedTables, type PlannedRebuild, tablesWithDisabledTriggersIn } from './types.ts';

export type TableRebuild = {
  readonly table: string;
  /** New columns by name, each with the SQL expression over the old row that fills it: `{ slug: "lower(title)" }`. */
  readonly copy?: Readonly<Record<string, string>>;
  /** Columns that are kept under another name: from the old name to the new one. */
  readonly rename?: Readonly<Record<string, string>>;
  /**
   * Columns that are dropped with their values. A column that is neither named here nor kept nor copied from is
   * refused.
   */
  readonly drop?: readonly string[];
  /**
   * New texts for the indexes, triggers and views that use a renamed or dropped column, by their names; null drops
   * one. All others are kept as they are.
   */
  readonly dependants?: NewDependants;
  /**
   * Whether the error about a column whose values would change shows one of them. false if omitted: a value may be
   * personal data, and errors end up in logs.
   */
  readonly showExample?: boolean;
} & (
  | {
      /** The new table as a CREATE TABLE statement, under its own name or any other. */
      readonly create: string;
      readonly change?: never;
    }
  | {
      readonly create?: never;
      /** The changes in the new table; everything else stays verbatim. */
      readonly change?: TableChange;
    }
);

const optionSpecs: OptionSpecs<TableRebuild> = {
  table: aName,
  create: aText,
  change: aRecord,
  copy: aRecord,
  rename: aRecord,
  drop: aList,
  dependants: aRecord,
  showExample: aBoolean,
};

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
  checkOptions('rebuildTable()', rebuild, optionSpecs);
  if (rebuild.create !== undefined && rebuild.change !== undefined)
    throw invalidOption('create', 'cannot be given together with change', 'Give one of them.');
  const schema = await readCurrentSchema(db);
  const plan = planRebuild(schema, rebuild);
  const orphans = await readOrphans(db, checkedTables(schema, rebuild.table));
  if (orphans.length > 0) throw orphansFound(rebuild.table, orphans);
  await db.batch(rebuildStatements(plan).map((sql) => db.prepare(sql)));
}

function planRebuild(schema: CurrentSchema, rebuild: TableRebuild): PlannedRebuild {
  const { table, rename = {}, drop = [], copy = {}, dependants = {}, showExample = false } = rebuild;
  const moves = { rename, drop };
  const old = currentDefinition(schema, table);
  const definition = newDefinition(old, moves, rebuild);
  checkMoves(old, definition, moves);
  const columns = columnsOf(schema, table);
  const rows = copiedRows({ definition: old, columns }, definition, moves, copy);
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

function currentDefinition(schema: CurrentSchema, table: string): TableDefinition {
  const object = schema.objects.find(({ type, name }) => type === 'table' && isSameName(name, table));
  if (object === undefined) throw tableUnknown(table);
  const definition = readTableDefinition(object.sql);
  const read = definition.columns.map(({ name }) => name.name);
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
  for (const name of [...Object.keys(rename), ...drop]) {
    if (!isKept(name, old)) throw columnUnknown(table, name);
  }
  for (const [from, to] of Object.entries(rename)) {
    if (!isKept(to, definition)) throw columnUnknown(table, to);
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
