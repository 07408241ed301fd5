// A user's schema → the statements that take all of it away. Pure.
import { nameKey, quotedName } from '@roostjs/internal-sql';
import type { ForeignKey } from '../database/foreign-keys.ts';
import { guardsOf, guardTrigger } from '../rebuild/guards.ts';
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
      ...(tables.some(({ isTakenForShadow }) => isTakenForShadow) ? readSchemaAgain(objects) : []),
      ...guards(order, foreignKeys),
      // What the tables of a cycle violate meanwhile is asked for at the commit, when all are gone: RESTRICT too, which this
      // PRAGMA alone defers (SQLite, fkey.c: fkActionTrigger).
      'PRAGMA defer_foreign_keys = ON',
      ...last.map(drop),
    ],
  };
}

// Only when SQLite reads its schema again, as after a renaming, does it see that the virtual table is gone.
function readSchemaAgain(objects: readonly UserObject[]): readonly string[] {
  const taken = new Set(objects.map(({ name }) => nameKey(name)));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : quotedName(name));
  const [name, other] = [free('roost_wipe'), free('roost_wiped')];
  return [`CREATE TABLE ${name} (a)`, `ALTER TABLE ${name} RENAME TO ${other}`, `DROP TABLE ${other}`];
}

/**
 * Keeps the rows of tables that are still there from being changed along with those of one that goes: on D1 no more than ten of them
 * could be, one by way of another, and a CHECK or NOT NULL may not take it. Each guard goes with its table.
 */
function guards(order: readonly string[], foreignKeys: readonly ForeignKey[]): readonly string[] {
  const places = new Map(order.map((name, place) => [nameKey(name), place]));
  const standing = foreignKeys.filter(({ child, parent }) => {
    const [own, other] = [places.get(nameKey(child)), places.get(nameKey(parent))];
    return own !== undefined && other !== undefined && other <= own;
  });
  return guardsOf(standing.map(({ child, onDelete }) => ({ table: child, onDelete }))).map((guard, index) =>
    guardTrigger(`roost_wipe_guard_${index + 1}`, guard),
  );
}

function drop({ type, name }: Pick<UserObject, 'type' | 'name'>): string {
  return `DROP ${type.toUpperCase()} IF EXISTS ${quotedName(name)}`;
}
