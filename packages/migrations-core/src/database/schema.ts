// The objects of a database's schema, and how they differ between two readings.
import { comparableSql, isSameDefinition } from '@roostjs/internal-sql';
import { isForeignTable } from './foreign-tables.ts';

export type SchemaObject = { readonly type: string; readonly name: string; readonly sql: string | null };

/** What identifies an object in its schema. */
export type ObjectName = Pick<SchemaObject, 'type' | 'name'>;

export type SchemaChange = {
  readonly change: 'created' | 'dropped' | 'changed';
  readonly type: string;
  readonly name: string;
};

/**
 * Texts are equal if they differ only in spaces, comments, case, or the quotes of names and strings. Tables that
 * other tools create for themselves are not compared. `schema`: all current objects, if only a part of them is
 * compared.
 */
export function changesBetween(
  all: readonly SchemaObject[],
  allNow: readonly SchemaObject[],
  schema: readonly SchemaObject[] = allNow,
): readonly SchemaChange[] {
  const [before, now] = [all.filter(isCompared), allNow.filter(isCompared)];
  const [old, current] = [byKey(before), byKey(now)];
  const dropped = before.filter((object) => !current.has(keyOf(object))).map(changed('dropped'));
  const created = now.filter((object) => !old.has(keyOf(object))).map(changed('created'));
  const definitions = schema.flatMap(({ sql }) => (sql === null ? [] : [sql]));
  const altered = now
    .filter((object) => !isSame(old.get(keyOf(object)), object, definitions))
    .map(changed('changed'));
  return [...created, ...altered, ...dropped];
}

/** Whether the object belongs to a schema. */
export function isCompared(object: ObjectName): boolean {
  return !isForeignTable(object);
}

/** A form that is equal for two versions of an object without a change between them. */
export function comparableObject({ type, name, sql }: SchemaObject): string {
  return JSON.stringify([type, name, comparableSql(sql ?? '')]);
}

// An object that did not exist before is created, not changed.
function isSame(
  before: SchemaObject | undefined,
  now: SchemaObject,
  definitions: readonly string[],
): boolean {
  return (
    before === undefined ||
    before.sql === now.sql ||
    isSameDefinition(before.sql ?? '', now.sql ?? '', definitions)
  );
}

function changed(change: SchemaChange['change']): (object: SchemaObject) => SchemaChange {
  return ({ type, name }) => ({ change, type, name });
}

function byKey(objects: readonly SchemaObject[]): ReadonlyMap<string, SchemaObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

export function keyOf({ type, name }: ObjectName): string {
  return `${type} ${name}`;
}

/** What a commit changed in the schema: the objects that are gone, and those that are new or changed. */
export type SchemaUpdate = {
  readonly gone: readonly ObjectName[];
  readonly now: readonly SchemaObject[];
};
