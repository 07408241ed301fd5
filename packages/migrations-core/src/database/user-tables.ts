// The tables that belong to a schema. Pure.
import { isCompared, type SchemaObject } from './schema.ts';
import { belongsTo, isVirtual } from './shadow-tables.ts';

export type UserTable = { readonly name: string; readonly sql: string; readonly isVirtual: boolean };

/** Without the tables of other tools, and those that a virtual table creates. */
export function userTables(objects: readonly SchemaObject[]): readonly UserTable[] {
  const virtual = objects.filter(isVirtual);
  return objects.flatMap((object) => {
    const { type, name, sql } = object;
    if (type !== 'table' || sql === null || !isCompared(object)) return [];
    if (virtual.some((other) => belongsTo(name, other))) return [];
    return [{ name, sql, isVirtual: isVirtual(object) }];
  });
}
