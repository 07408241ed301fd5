// A schema without some of it. Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import type { DumpedObject } from '../dump/dump.ts';
import { withoutColumn, withoutConstraint } from '../rebuild/definition-edits.ts';
import { parseObject } from '../rebuild/parse-object.ts';
import { readTableDefinition } from '../rebuild/parse-table.ts';
import { modelOf } from './model.ts';
import type { Schema } from './scratch-schema.ts';

/** A table, or if there are `columns`, only those of it. */
export type Dropped = { readonly table: string; readonly columns: readonly string[] | null };

/** With the indexes and triggers of the table, or the indexes of the columns. null if it has no such table or column. */
export function schemaWithout(schema: Schema, { table, columns }: Dropped): Schema | null {
  const definition = modelOf(schema).tables.get(nameKey(table));
  if (definition === undefined) return null;
  if (columns === null) return schema.filter((object) => !isOf(object, table));
  const has = (name: string): boolean => definition.columns.some((one) => isSameName(one.name.name, name));
  if (!columns.every(has) || columns.length === definition.columns.length) return null;
  const sql = columns.reduce((text, name) => sqlWithout(text, name), definition.sql);
  const uses = (object: DumpedObject): boolean =>
    object.type === 'index' &&
    isOf(object, table) &&
    columns.some((name) => parseObject(object.sql).referencedNames.has(nameKey(name)));
  return schema.flatMap((object) => {
    if (object.type === 'table' && isSameName(object.name, table)) return [{ ...object, sql }];
    return uses(object) ? [] : [object];
  });
}

/** Without a foreign key or UNIQUE of the table that is about this column alone, either. */
function sqlWithout(sql: string, name: string): string {
  const definition = readTableDefinition(sql);
  const own = definition.constraints.find(
    ({ kind, columns }) =>
      (kind === 'foreign key' || kind === 'unique') &&
      columns.length === 1 &&
      columns.every((one) => isSameName(one.name, name)),
  );
  if (own !== undefined) return sqlWithout(withoutConstraint(definition, own), name);
  const column = definition.columns.find((one) => isSameName(one.name.name, name));
  return column === undefined ? sql : withoutColumn(definition, column);
}

/** Whether it is the table, or on it. */
function isOf({ type, name, sql }: DumpedObject, table: string): boolean {
  if (type === 'table') return isSameName(name, table);
  if (type === 'view') return false;
  const object = parseObject(sql);
  return 'table' in object && isSameName(object.table, table);
}
