// The order in which the objects of a schema can be created. Pure.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import type { ForeignKey } from '../database/foreign-keys.ts';
import { dependencyOrder } from '../database/topological-order.ts';
import type { DumpableObject, DumpableSchema, ObjectType } from './read-dumpable.ts';

/**
 * Tables, referenced ones first; virtual tables; indexes; views, mentioned ones first; triggers: within that by name.
 * The order depends only on the schema, not on its history.
 */
export function inCreationOrder({ objects, references }: DumpableSchema): readonly DumpableObject[] {
  const ofType = (type: ObjectType) => objects.filter((object) => object.type === type).sort(byName);
  const tables = ofType('table');
  return [
    ...parentsFirst(
      tables.filter(({ isVirtual }) => !isVirtual),
      references,
    ),
    ...mentionedFirst(tables.filter(({ isVirtual }) => isVirtual)),
    ...ofType('index'),
    ...mentionedFirst(ofType('view')),
    ...ofType('trigger'),
  ];
}

function parentsFirst(
  tables: readonly DumpableObject[],
  references: readonly ForeignKey[],
): readonly DumpableObject[] {
  const parents = new Map<string, string[]>();
  for (const { child, parent } of references) {
    const known = parents.get(keyOf(child));
    if (known === undefined) parents.set(keyOf(child), [keyOf(parent)]);
    else known.push(keyOf(parent));
  }
  return ordered(tables, ({ name }) => parents.get(keyOf(name)) ?? []);
}

// The text does not show which of its names are tables: a column with a view's name puts that view first, which does
// no harm.
function mentionedFirst(objects: readonly DumpableObject[]): readonly DumpableObject[] {
  return ordered(objects, ({ name, sql }) =>
    [...identifiersIn(sql)].filter((other) => other !== keyOf(name)),
  );
}

function ordered(
  objects: readonly DumpableObject[],
  needs: (object: DumpableObject) => readonly string[],
): readonly DumpableObject[] {
  const known = new Map(objects.map((object) => [object.name, object]));
  const namesByKey = new Map<string, string[]>();
  for (const { name } of objects) namesByKey.set(keyOf(name), [...(namesByKey.get(keyOf(name)) ?? []), name]);
  const neededNames = (name: string): readonly string[] => {
    const object = known.get(name);
    return object === undefined ? [] : [...needs(object)].sort().flatMap((key) => namesByKey.get(key) ?? []);
  };
  return dependencyOrder([...known.keys()], neededNames).flatMap((name) => known.get(name) ?? []);
}

// The names that a name may match: SQLite folds only ASCII letters, so `Ä` and `ä` are two tables.
function keyOf(name: string): string {
  return nameKey(name);
}

function byName(left: DumpableObject, right: DumpableObject): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
