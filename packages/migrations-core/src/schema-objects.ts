// The objects of a database's schema, and what has become of them between two looks.
import type { Sql } from './database.ts';

export type SchemaObject = { readonly type: string; readonly name: string; readonly sql: string | null };

export type SchemaChange = {
  readonly change: 'created' | 'dropped' | 'changed';
  readonly type: string;
  readonly name: string;
};

/** Everything but what SQLite, D1 and the indexes of constraints make by themselves. */
export const schemaQuery: Sql = {
  sql: "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' ORDER BY type, name",
  values: [],
};

export function changesBetween(
  before: readonly SchemaObject[],
  now: readonly SchemaObject[],
): readonly SchemaChange[] {
  const [old, current] = [byKey(before), byKey(now)];
  const dropped = before.filter((object) => !current.has(keyOf(object))).map(changed('dropped'));
  const created = now.filter((object) => !old.has(keyOf(object))).map(changed('created'));
  const altered = now
    .filter((object) => old.has(keyOf(object)) && old.get(keyOf(object))?.sql !== object.sql)
    .map(changed('changed'));
  return [...created, ...altered, ...dropped];
}

function changed(change: SchemaChange['change']): (object: SchemaObject) => SchemaChange {
  return ({ type, name }) => ({ change, type, name });
}

function byKey(objects: readonly SchemaObject[]): ReadonlyMap<string, SchemaObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

function keyOf({ type, name }: SchemaObject): string {
  return `${type} ${name}`;
}
