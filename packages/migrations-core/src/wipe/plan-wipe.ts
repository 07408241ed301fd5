// A user's schema → the statements that drop all of it. Pure.
import { isSameName, nameKey, quotedName } from '@roostjs/internal-sql';
import { guardsOf, guardTrigger } from '../rebuild/guards.ts';
import { dropOrder } from './drop-order.ts';
import type { UserObject, UserSchema, WipedForeignKey } from './user-schema.ts';
import type { Wipe, WipedObject } from './wipe.ts';

export function planWipe({ objects, foreignKeys }: UserSchema): Wipe {
  const first = objects.filter(({ type, kind }) => type !== 'table' || kind === 'virtual');
  const tables = objects.filter((object) => !first.includes(object));
  const order = dropOrder(
    tables.map(({ name }) => name),
    foreignKeys,
  );
  const last = order.map((name) => ({ type: 'table' as const, name }));
  const places = new Map(order.map((name, place) => [nameKey(name), place]));
  const placeOf = (name: string): number => places.get(nameKey(name)) ?? places.size;
  const remaining = foreignKeys.filter(({ child, parent }) => placeOf(parent) <= placeOf(child));
  // They keep foreign keys from changing rows of the remaining tables when one is dropped: D1 allows at most ten such
  // changes in a chain, and a CHECK or NOT NULL may refuse them. Each guard is dropped with its table.
  const guards = guardsOf(remaining.map(({ child, onDelete }) => ({ table: child, onDelete })));
  // SQLite compiles the changes that guards prevent, which fails if another parent of the guarded table is gone: an empty
  // table with its keys takes its place until the end.
  const isHeld = ({ name }: WipedObject): boolean =>
    remaining.some(
      ({ child, parent }) =>
        child !== name && isSameName(parent, name) && guards.some(({ table }) => table === child),
    );
  return {
    objects: [...first, ...last].map(({ type, name }) => ({ type, name })),
    statements: [
      ...first.map(drop),
      ...(tables.some(({ kind }) => kind === 'shadow') ? readSchemaAgain(first.at(-1)?.name ?? '') : []),
      ...guards.map((guard, index) => guardTrigger(`roost_wipe_guard_${index + 1}`, guard)),
      // Violations between the tables of a cycle are only checked at the commit, when all tables are gone. Only this
      // PRAGMA also defers RESTRICT (SQLite, fkey.c: fkActionTrigger).
      'PRAGMA defer_foreign_keys = ON',
      ...last.flatMap((table) =>
        isHeld(table) ? [drop(table), standIn(table.name, foreignKeys)] : drop(table),
      ),
      ...last.filter(isHeld).map(drop),
    ],
  };
}

/** An empty table of this name, with the keys that foreign keys reference, and none of its own. */
function standIn(name: string, foreignKeys: readonly WipedForeignKey[]): string {
  const keys = foreignKeys.filter(({ parent }) => isSameName(parent, name));
  const namesIn = ({ columns }: WipedForeignKey): readonly string[] =>
    (JSON.parse(columns) as readonly (string | null)[]).map((column, at) =>
      quotedName(nameKey(column ?? `${at}`)),
    );
  // Columns of the primary key have made-up names.
  const keyOf = (key: WipedForeignKey): string =>
    `${key.columns.startsWith('[n') ? 'PRIMARY KEY' : 'UNIQUE'} (${namesIn(key)})`;
  return `CREATE TABLE ${quotedName(name)} (${[...new Set([...keys.flatMap(namesIn), ...keys.map(keyOf)])]})`;
}

// SQLite notices that the virtual table is gone only when it reads its schema again, for example after a rename.
function readSchemaAgain(freeName: string): readonly string[] {
  const name = quotedName(freeName);
  return [`CREATE TABLE ${name} (a)`, `ALTER TABLE ${name} RENAME a TO b`, `DROP TABLE ${name}`];
}

function drop({ type, name }: Pick<UserObject, 'type' | 'name'>): string {
  return `DROP ${type.toUpperCase()} IF EXISTS ${quotedName(name)}`;
}
