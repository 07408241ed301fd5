// What two schemas differ in, object by object. Pure.
import { comparableSql, nameKey, statementOf } from '@roostjs/internal-sql';
import { isCompared, keyOf, type SchemaObject } from '../database/schema.ts';
import { belongsTo, isVirtual } from '../database/shadow-tables.ts';
import { isUnreadable } from '../rebuild/errors.ts';
import { readTableDefinition } from '../rebuild/parse-table.ts';
import { contracts, type Effect, expands } from './effect.ts';
import { compareTables } from './tables.ts';
import { isUniqueIndex, type TableWithIndexes, tableNameOf } from './unique-keys.ts';

type Objects = ReadonlyMap<string, SchemaObject>;

/** The objects that are gone or changed in the order of the old schema, then those that are new. */
export function objectEffects(
  all: readonly SchemaObject[],
  allNow: readonly SchemaObject[],
): readonly Effect[] {
  const [old, now] = [objectsOf(all), objectsOf(allNow)];
  const created = [...now].filter(([key]) => !old.has(key)).map(([, object]) => object);
  return [
    ...[...old].flatMap(([key, object]) => {
      const current = now.get(key);
      return current === undefined ? effectsOfGone(object, now) : effectsOfKept(object, current, old, now);
    }),
    ...created.flatMap((object) => effectsOfNew(object, old)),
  ];
}

/** Without the objects that a virtual table or a constraint creates, whose own definition says it all. */
function objectsOf(all: readonly SchemaObject[]): Objects {
  const virtual = all.filter(isVirtual);
  const own = all.filter(
    (object) =>
      object.sql !== null && isCompared(object) && !virtual.some((other) => belongsTo(object.name, other)),
  );
  return new Map(own.map((object) => [nameKey(keyOf(object)), object]));
}

// What is on a table or view goes with it.
function effectsOfGone(object: SchemaObject, now: Objects): readonly Effect[] {
  const { type, name } = object;
  if (type === 'table' || type === 'view') return [contracts(name, `is gone, a ${type}`)];
  if (!isOnOneOf(object, now)) return [];
  if (type === 'trigger') return [contracts(name, 'no longer runs, a trigger')];
  return isUniqueIndex(object) ? [] : [contracts(name, 'is gone, an index')];
}

function effectsOfNew(object: SchemaObject, old: Objects): readonly Effect[] {
  const { type, name } = object;
  if (type === 'index')
    return isUniqueIndex(object) && isOnOneOf(object, old) ? [] : [expands(name, 'is new, an index')];
  if (type !== 'trigger' || !isOnOneOf(object, old)) return [expands(name, `is new, a ${type}`)];
  return raises(object)
    ? [contracts(name, 'is new, a trigger that can refuse a write')]
    : [expands(name, 'is new, a trigger')];
}

function effectsOfKept(
  object: SchemaObject,
  current: SchemaObject,
  old: Objects,
  now: Objects,
): readonly Effect[] {
  const { type, name } = object;
  const isSame = comparableSql(object.sql ?? '') === comparableSql(current.sql ?? '');
  if (type !== 'table' || isVirtual(object) || isVirtual(current))
    return isSame || isUniqueIndex(current) ? [] : [contracts(name, `is another ${type}`)];
  const [before, after] = [uniqueIndexesOn(object, old), uniqueIndexesOn(current, now)];
  if (isSame && formOf(before) === formOf(after)) return [];
  try {
    return compareTables(tableOf(object, before), tableOf(current, after));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return [contracts(name, 'is another table, whose definition cannot be compared')];
  }
}

function formOf(objects: readonly SchemaObject[]): string {
  return objects.map(({ sql }) => comparableSql(sql ?? '')).join('; ');
}

function tableOf({ sql }: SchemaObject, indexes: readonly SchemaObject[]): TableWithIndexes {
  return { definition: readTableDefinition(sql ?? ''), indexes };
}

function uniqueIndexesOn(table: SchemaObject, objects: Objects): readonly SchemaObject[] {
  return [...objects.values()].filter(
    (object) => isUniqueIndex(object) && nameKey(tableNameOf(object)) === nameKey(table.name),
  );
}

function isOnOneOf(object: SchemaObject, objects: Objects): boolean {
  const on = tableNameOf(object);
  return ['table', 'view'].some((type) => objects.has(nameKey(keyOf({ type, name: on }))));
}

function raises({ sql }: SchemaObject): boolean {
  return statementOf(sql ?? '').lexemes.some(({ word }) => word === 'raise');
}
