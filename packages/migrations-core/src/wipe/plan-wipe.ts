// A user's schema → the statements that drop all of it. Pure.
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
      ...(tables.some(({ looksLikeShadow }) => looksLikeShadow) ? readSchemaAgain(objects) : []),
      ...guards(order, foreignKeys),
      // Violations between the tables of a cycle are only checked at the commit, when all tables are gone. Only this
      // PRAGMA also defers RESTRICT (SQLite, fkey.c: fkActionTrigger).
      'PRAGMA defer_foreign_keys = ON',
      ...last.map(drop),
    ],
  };
}

// SQLite notices that the virtual table is gone only when it reads its schema again, for example after a rename.
function readSchemaAgain(objects: readonly UserObject[]): readonly string[] {
  const taken = new Set(objects.map(({ name }) => nameKey(name)));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : quotedName(name));
  const [name, other] = [free('roost_wipe'), free('roost_wiped')];
  return [`CREATE TABLE ${name} (a)`, `ALTER TABLE ${name} RENAME TO ${other}`, `DROP TABLE ${other}`];
}

/**
 * Keeps foreign keys from changing rows of the remaining tables when one is dropped: D1 allows at most ten such
 * changes in a chain, and a CHECK or NOT NULL may refuse them. Each guard is dropped with its table.
 */
function guards(order: readonly string[], foreignKeys: readonly ForeignKey[]): readonly string[] {
  const places = new Map(order.map((name, place) => [nameKey(name), place]));
  const remaining = foreignKeys.filter(({ child, parent }) => {
    const [own, other] = [places.get(nameKey(child)), places.get(nameKey(parent))];
    return own !== undefined && other !== undefined && other <= own;
  });
  return guardsOf(remaining.map(({ child, onDelete }) => ({ table: child, onDelete }))).map((guard, index) =>
    guardTrigger(`roost_wipe_guard_${index + 1}`, guard),
  );
}

function drop({ type, name }: Pick<UserObject, 'type' | 'name'>): string {
  return `DROP ${type.toUpperCase()} IF EXISTS ${quotedName(name)}`;
}
