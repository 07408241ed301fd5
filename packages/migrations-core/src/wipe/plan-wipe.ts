// A user's schema → the statements that take all of it away. Pure.
import { quotedName } from '@roostjs/internal-sql';
import { dropOrder } from './drop-order.ts';
import type { UserObject, UserSchema } from './user-schema.ts';
import type { Wipe } from './wipe.ts';

export function planWipe({ objects, foreignKeys }: UserSchema): Wipe {
  const ofType = (type: UserObject['type']) => objects.filter((object) => object.type === type);
  const tables = ofType('table').filter(({ isVirtual }) => !isVirtual);
  const order = dropOrder(
    tables.map(({ name }) => name),
    foreignKeys,
  );
  const first = [...ofType('trigger'), ...ofType('view'), ...ofType('table').filter((it) => it.isVirtual)];
  const last = order.map((name) => ({ type: 'table' as const, name }));
  return {
    objects: [...first, ...last].map(({ type, name }) => ({ type, name })),
    statements: [
      ...first.map(drop),
      // What the tables of a cycle violate meanwhile is asked for at the commit, when all are gone: RESTRICT too, which this
      // PRAGMA alone defers (SQLite, fkey.c: fkActionTrigger).
      'PRAGMA defer_foreign_keys = ON',
      ...last.map(drop),
    ],
  };
}

function drop({ type, name }: Pick<UserObject, 'type' | 'name'>): string {
  return `DROP ${type.toUpperCase()} IF EXISTS ${quotedName(name)}`;
}
