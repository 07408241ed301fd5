// The rows and values that are gone after a change from one schema to another. Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import { isGenerated } from '../rebuild/parse-table.ts';
import type { Model } from './model.ts';
import type { Rename } from './renames.ts';

/** A table with its rows, or a column with its values; named as before the change. */
export type SchemaLoss = { readonly table: string; readonly column: string | null };

export function lossesBetween(from: Model, to: Model, renames: readonly Rename[]): readonly SchemaLoss[] {
  const virtual = [...from.virtualTables.values()].filter(({ name }) => !to.virtualTables.has(nameKey(name)));
  const tables = [...from.tables.values()].flatMap((table): readonly SchemaLoss[] => {
    const name = table.name.name;
    const later = to.tables.get(nameKey(renamed(renames, null, name)));
    if (later === undefined) return [{ table: name, column: null }];
    const keeps = (column: string): boolean =>
      later.columns.some((one) => !isGenerated(one) && isSameName(one.name.name, column));
    return table.columns
      .filter((column) => !isGenerated(column) && !keeps(renamed(renames, name, column.name.name)))
      .map((column) => ({ table: name, column: column.name.name }));
  });
  return [...tables, ...virtual.map(({ name }) => ({ table: name, column: null }))];
}

function renamed(renames: readonly Rename[], table: string | null, name: string): string {
  const isOf = (one: Rename): boolean =>
    one.table === null || table === null ? one.table === table : isSameName(one.table, table);
  return renames.find((one) => isOf(one) && isSameName(one.from, name))?.to ?? name;
}
