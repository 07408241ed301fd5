// The statements that create and drop whole objects, in order. Pure.
import { isSameName, nameInSql, nameKey } from '@roostjs/internal-sql';
import type { ForeignKey } from '../database/foreign-keys.ts';
import { dependencyOrder } from '../database/topological-order.ts';
import type { ParsedObject } from '../rebuild/parse-object.ts';
import { dropOrder } from '../wipe/drop-order.ts';
import { planWipe } from '../wipe/plan-wipe.ts';
import type { WipedForeignKey } from '../wipe/user-schema.ts';
import { changedIn, foreignKeysOf, type Model, missingIn, parentsOf } from './model.ts';
import { type DifferenceStep, statement } from './step.ts';

/** Parents first, then virtual tables, which may read other tables. */
export function createdTables(from: Model, to: Model): readonly DifferenceStep[] {
  const created = new Map(
    missingIn(to.tables, from.tables).map((table) => [nameKey(table.name.name), table]),
  );
  const parents = (key: string): readonly string[] => {
    const table = created.get(key);
    return table === undefined ? [] : parentsOf(table);
  };
  return [
    ...dependencyOrder([...created.keys()], parents).flatMap((key) => created.get(key)?.sql ?? []),
    ...missingIn(to.virtualTables, from.virtualTables).map(({ sql }) => sql),
  ].map(statement);
}

/** Children first: dropping a table deletes its rows, which fails or goes on while others refer to them. */
export function droppedTables(from: Model, to: Model): readonly DifferenceStep[] {
  const gone = missingIn(from.tables, to.tables);
  const virtual = missingIn(from.virtualTables, to.virtualTables).map(({ name }) => name);
  const foreignKeys = gone.flatMap(foreignKeysOf);
  const order = dropOrder(
    gone.map(({ name }) => name.name),
    foreignKeys,
  );
  return isCircular(order, foreignKeys)
    ? [...virtual.map(drop), ...circleDropped(order, foreignKeys)]
    : [...virtual, ...order].map(drop);
}

function drop(table: string): DifferenceStep {
  return statement(`DROP TABLE ${nameInSql(table)}`);
}

function isCircular(order: readonly string[], foreignKeys: readonly ForeignKey[]): boolean {
  const placeOf = (table: string): number => order.findIndex((name) => isSameName(name, table));
  return foreignKeys.some(({ child, parent }) => placeOf(parent) !== -1 && placeOf(parent) < placeOf(child));
}

/** As migrate:fresh drops tables that refer to each other. */
function circleDropped(
  order: readonly string[],
  foreignKeys: readonly WipedForeignKey[],
): readonly DifferenceStep[] {
  const objects = order.map((name) => ({
    type: 'table' as const,
    name,
    kind: null,
  }));
  return planWipe({ objects, foreignKeys }).statements.map(statement);
}

export function indexesToCreate(
  from: Model,
  to: Model,
): readonly (ParsedObject & { readonly type: 'index' })[] {
  return [...missingIn(to.indexes, from.indexes), ...changedIn(to.indexes, from.indexes, to)];
}

/** Without those that go with their table, or are dropped by its rebuild. */
export function droppedIndexes(
  from: Model,
  to: Model,
  isRebuilt: (table: string) => boolean,
): readonly DifferenceStep[] {
  const gone = missingIn(from.indexes, to.indexes).filter(({ table }) => to.tables.has(nameKey(table)));
  return [...gone, ...changedIn(from.indexes, to.indexes, to)]
    .filter(({ table }) => !isRebuilt(table))
    .map(({ name }) => statement(`DROP INDEX ${nameInSql(name)}`));
}

/** Triggers first, which may be on one of the views. */
export function droppedUsers(objects: readonly ParsedObject[]): readonly DifferenceStep[] {
  const isOf = (type: ParsedObject['type']) => (object: ParsedObject) => object.type === type;
  return [...objects.filter(isOf('trigger')), ...objects.filter(isOf('view'))].map(({ type, name }) =>
    statement(`DROP ${type.toUpperCase()} ${nameInSql(name)}`),
  );
}

/** New and changed views and triggers, and those that were dropped on the way. */
export function createdUsers(
  from: Model,
  to: Model,
  reset: ReadonlySet<ParsedObject>,
): readonly DifferenceStep[] {
  const dropped = new Set([...reset].map(({ type, name }) => `${type} ${nameKey(name)}`));
  const isMissing = ({ type, name }: ParsedObject): boolean =>
    dropped.has(`${type} ${nameKey(name)}`) ||
    !(type === 'view' ? from.views : from.triggers).has(nameKey(name));
  const views = new Map([...to.views].filter(([, view]) => isMissing(view)));
  const order = dependencyOrder([...views.keys()], (key) => [...(views.get(key)?.referencedNames ?? [])]);
  return [
    ...order.flatMap((key) => views.get(key)?.sql ?? []),
    ...[...to.triggers.values()].filter(isMissing).map(({ sql }) => sql),
  ].map(statement);
}
