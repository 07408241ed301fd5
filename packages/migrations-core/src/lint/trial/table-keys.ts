// What a sample needs to know about the keys of its tables. Pure.
import { nameKey } from '@roostjs/internal-sql';
import { type Table, tableIn, type WithTables } from '../trace/schema.ts';
import { columnKey } from './trial-run.ts';

export function columnNamed({ columns }: Table, name: string): string | undefined {
  return columns.find((column) => !column.isGenerated && nameKey(column.name) === nameKey(name))?.name;
}

export function primaryKey(table: Table | undefined): readonly string[] {
  const parts = (table?.columns ?? []).filter((column) => column.primaryKey > 0);
  return parts.toSorted((left, right) => left.primaryKey - right.primaryKey).map(({ name }) => name);
}

/** Whether a column is in the primary key or unique by itself: such values are usually positive and never NULL. */
export function isKey(table: Table, name: string): boolean {
  return (
    table.columns.some((column) => column.primaryKey > 0 && column.name === name) || isUnique(table, [name])
  );
}

/** Whether no two rows can be equal in these columns. */
export function isUnique(table: Table, names: readonly string[]): boolean {
  const isSame = (columns: readonly (string | null)[]): boolean =>
    columns.length === names.length &&
    names.every((name) => columns.some((one) => nameKey(one ?? '') === nameKey(name)));
  return (
    isSame(primaryKey(table)) ||
    table.indexes.some(({ isUnique: unique, columns }) => unique && isSame(columns))
  );
}

export function isForeign({ foreignKeys }: Table, name: string): boolean {
  return foreignKeys.some(({ columns }) => columns.some((column) => nameKey(column) === nameKey(name)));
}

/** The columns that foreign keys refer to, in the form of `columnKey`. */
export function referredColumns(schema: WithTables): ReadonlySet<string> {
  const found = [...schema.tables.values()].flatMap(({ foreignKeys }) =>
    foreignKeys.flatMap(({ parent, parentColumns }) => {
      const table = tableIn(schema, parent);
      const columns = parentColumns.length > 0 ? parentColumns : primaryKey(table);
      return columns.map((column) =>
        columnKey(table?.name ?? parent, columnNamed(table ?? noTable, column) ?? column),
      );
    }),
  );
  return new Set(found);
}

const noTable: Table = { name: '', sql: '', columns: [], foreignKeys: [], indexes: [] };

/** Each table once, parents first where the references allow it. */
export function parentsFirst(schema: WithTables): readonly Table[] {
  const ordered = new Set<Table>();
  const visited = new Set<Table>();
  const visit = (table: Table): void => {
    if (visited.has(table)) return;
    visited.add(table);
    for (const { parent } of table.foreignKeys) {
      const other = tableIn(schema, parent);
      if (other !== undefined) visit(other);
    }
    ordered.add(table);
  };
  for (const table of schema.tables.values()) visit(table);
  return [...ordered];
}
