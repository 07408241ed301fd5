// The objects of a schema → its diagram. Pure.
import {
  type ColumnDefinition,
  isUniqueIndex,
  isUnreadable,
  primaryKeyOf,
  readTableDefinition,
  type SchemaObject,
  type TableDefinition,
  tableNameOf,
  uniqueKeysOf,
  userTables,
} from '@roostjs/internal-core';
import { comparableSql, nameKey, statementOf } from '@roostjs/internal-sql';
import type { Diagram, DiagramColumn, DiagramReference, DiagramTable } from './diagram.ts';

/** Views, indexes and triggers are not in the diagram, nor are the tables that other tools create for themselves. */
export function diagramOf(objects: readonly SchemaObject[]): Diagram {
  const indexes = Map.groupBy(objects.filter(isUniqueIndex), (index) => nameKey(tableOf(index)));
  const found = userTables(objects).map((table) => readTable(table, indexes.get(nameKey(table.name)) ?? []));
  const tables = new Map(found.map((table) => [nameKey(table.name), table]));
  const references = found.flatMap((table) => referencesOf(table, tables));
  return {
    tables: found
      .map((table) => shownTable(table))
      .sort(({ name: one }, { name: other }) => (one < other ? -1 : 1)),
    references,
  };
}

/** `definition`: null if the table is virtual, or its text cannot be read. */
type ReadTable = {
  readonly name: string;
  readonly definition: TableDefinition | null;
  readonly note: string | null;
  /** The columns of each unique key, in lower case and order. */
  readonly uniqueKeys: readonly (readonly string[])[];
};

function readTable(
  { name, sql, isVirtual }: ReturnType<typeof userTables>[number],
  indexes: readonly SchemaObject[],
): ReadTable {
  if (isVirtual) return { name, definition: null, note: virtualNote(sql), uniqueKeys: [] };
  try {
    const definition = readTableDefinition(sql);
    const keys = uniqueKeysOf({ definition, indexes }).flatMap(({ columns }) =>
      columns === null ? [] : [columns],
    );
    const primaryKey = primaryKeyOf(definition).map(nameKey).sort();
    return { name, definition, note: null, uniqueKeys: [primaryKey, ...keys] };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { name, definition: null, note: 'columns cannot be read', uniqueKeys: [] };
  }
}

// An index whose text cannot be read says nothing about the columns of its table.
function tableOf(index: SchemaObject): string {
  try {
    return tableNameOf(index);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return '';
  }
}

function virtualNote(sql: string): string {
  const { lexemes } = statementOf(sql);
  const using = lexemes.findIndex(({ word }) => word === 'using');
  const module = lexemes[using + 1]?.name;
  return module === undefined ? 'virtual table' : `virtual table, ${module}`;
}

function shownTable({ name, definition, note, uniqueKeys }: ReadTable): DiagramTable {
  if (definition === null) return { name, columns: [], note, rest: '', change: null };
  const primaryKey = new Set(primaryKeyOf(definition).map(nameKey));
  const unique = new Set(uniqueKeys.flatMap((key) => (key.length === 1 ? key : [])));
  const foreign = new Set(foreignKeysOf(definition).flatMap(({ columns }) => columns.map(nameKey)));
  const columns = definition.columns.map((column): DiagramColumn => {
    const key = nameKey(column.name.name);
    const isPrimaryKey = primaryKey.has(key);
    return {
      name: column.name.name,
      type: typeOf(definition, column),
      isPrimaryKey,
      isForeignKey: foreign.has(key),
      isUnique: unique.has(key) && !isPrimaryKey,
      isRequired: isRequired(definition, column),
      definition: `${comparableSql(definition.sql.slice(column.start, column.end))}${unique.has(key) ? ' unique' : ''}`,
      change: null,
    };
  });
  return { name, columns, note, rest: restOf(definition), change: null };
}

function typeOf({ sql }: TableDefinition, { type }: ColumnDefinition): string {
  return sql.slice(type.start, type.end).replaceAll(/\s+/g, ' ').trim();
}

// Only in a table WITHOUT ROWID, and as an INTEGER PRIMARY KEY, takes a key no NULL by itself.
function isRequired(table: TableDefinition, column: ColumnDefinition): boolean {
  if (column.constraints.some(({ kind }) => kind === 'not null')) return true;
  const key = primaryKeyOf(table).map(nameKey);
  if (!key.includes(nameKey(column.name.name))) return false;
  return table.withoutRowid || (key.length === 1 && /^integer$/i.test(typeOf(table, column)));
}

function restOf({ sql, constraints, options }: TableDefinition): string {
  const texts = [...constraints, options].map(({ start, end }) => comparableSql(sql.slice(start, end)));
  return texts.join(', ');
}

type OwnKey = {
  readonly columns: readonly string[];
  readonly parent: string;
  /** Empty if it refers to the primary key. */
  readonly parentColumns: readonly string[];
};

function foreignKeysOf(table: TableDefinition): readonly OwnKey[] {
  const ofColumns = table.columns.flatMap(({ name, constraints }) =>
    constraints.map((constraint) => ({ constraint, columns: [name.name] })),
  );
  const ofTable = table.constraints.map((constraint) => ({
    constraint,
    columns: constraint.columns.map(({ name }) => name),
  }));
  return [...ofColumns, ...ofTable].flatMap(({ constraint: { references }, columns }) =>
    references === undefined
      ? []
      : [
          {
            columns,
            parent: references.table.name,
            parentColumns: references.columns.map(({ name }) => name),
          },
        ],
  );
}

function referencesOf(
  { name, definition, uniqueKeys }: ReadTable,
  tables: ReadonlyMap<string, ReadTable>,
): readonly DiagramReference[] {
  if (definition === null) return [];
  return foreignKeysOf(definition).flatMap(
    ({ columns, parent, parentColumns }): readonly DiagramReference[] => {
      const other = tables.get(nameKey(parent));
      if (other === undefined) return [];
      const named = parentColumns.length > 0 || other.definition === null;
      const keys = columns.map(nameKey).sort().join();
      const own = definition.columns.filter((column) =>
        columns.map(nameKey).includes(nameKey(column.name.name)),
      );
      return [
        {
          table: name,
          columns:
            own.length === columns.length ? columns.map((column) => writtenIn(definition, column)) : columns,
          parent: other.name,
          parentColumns: (named ? parentColumns : primaryKeyOf(other.definition)).map((column) =>
            other.definition === null ? column : writtenIn(other.definition, column),
          ),
          isUnique: uniqueKeys.some((key) => key.join() === keys),
          isOptional: own.some((column) => !isRequired(definition, column)),
          change: null,
        },
      ];
    },
  );
}

/** The name as the column's own definition has it. */
function writtenIn({ columns }: TableDefinition, name: string): string {
  return columns.find((column) => nameKey(column.name.name) === nameKey(name))?.name.name ?? name;
}
