// A user's schema → the statements that take all of it away. Pure.
import { dropOrder } from './drop-order.ts';
import type { ForeignKey, UserObject, UserSchema } from './user-schema.ts';
import type { Wipe } from './wipe.ts';

export function planWipe({ objects, foreignKeys }: UserSchema): Wipe {
  const ofType = (type: UserObject['type']) => objects.filter((object) => object.type === type);
  const tables = ofType('table').filter(({ isVirtual }) => !isVirtual);
  const groups = dropOrder(
    tables.map(({ name }) => name),
    foreignKeys,
  );
  const first = [...ofType('trigger'), ...ofType('view'), ...ofType('table').filter((it) => it.isVirtual)];
  const last = groups.flat().map((name) => ({ type: 'table' as const, name }));
  return {
    objects: [...first, ...last].map(({ type, name }) => ({ type, name })),
    statements: [
      ...first.map(drop),
      // What is violated while tables of a cycle go is asked for at the commit, when all are gone.
      'PRAGMA defer_foreign_keys = ON',
      ...groups.flatMap((group) => foreignKeys.filter((key) => isHeldBack(key, group)).map(letGo)),
      ...last.map(drop),
    ],
  };
}

// RESTRICT is never deferred (sqlite.org/foreignkeys.html, 4.3): within a cycle it would keep the first table.
function isHeldBack({ child, parent, onDelete }: ForeignKey, group: readonly string[]): boolean {
  const isParent = (name: string) => name.toLowerCase() === parent.toLowerCase();
  return onDelete === 'RESTRICT' && group.includes(child) && group.some(isParent);
}

// A row that references itself does not hold itself back, whatever its columns may hold; another one must let go.
function letGo({ child, parent, columns }: ForeignKey): string {
  const isOwn = child.toLowerCase() === parent.toLowerCase();
  const set = columns.map(([from, to]) => `${quoted(from)} = ${isOwn ? quoted(to) : 'NULL'}`);
  return `UPDATE ${quoted(child)} SET ${set.join(', ')}`;
}

function drop({ type, name }: Pick<UserObject, 'type' | 'name'>): string {
  return `DROP ${type.toUpperCase()} IF EXISTS ${quoted(name)}`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
