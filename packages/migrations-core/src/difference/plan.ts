// Plans the steps from one schema to another, without renames. Pure.
//
// Rebuilds come first as far as they can, because a migration can begin with one and with no more than that. Then what
// uses tables is dropped, tables are created, altered, rebuilt and dropped, and what uses them is created.
import { nameKey } from '@roostjs/internal-sql';
import type { ParsedObject } from '../rebuild/parse-object.ts';
import { parentDropped, virtualTableChanged } from './errors.ts';
import { changedIn, type Model, missingIn, parentsOf } from './model.ts';
import {
  createdTables,
  createdUsers,
  droppedIndexes,
  droppedTables,
  droppedUsers,
  indexesToCreate,
} from './objects.ts';
import { resetObjects } from './reset.ts';
import { type DifferenceStep, statement } from './step.ts';
import { TablePlan } from './table-plan.ts';

/** Throws DIFFERENCE.VIRTUAL_TABLE and DIFFERENCE.PARENT_DROPPED. */
export function planDifference(from: Model, to: Model): readonly DifferenceStep[] {
  const [virtual] = changedIn(from.virtualTables, to.virtualTables, to);
  if (virtual !== undefined) throw virtualTableChanged(virtual.name);
  refuseOrphans(from, to);
  const tables = new TablePlan(from, to);
  const reset = resetObjects(from, to);
  const present = [...from.views.values(), ...from.triggers.values()];
  const early = tables.early.map((key) => tables.rebuild(key, present, reset));
  const withRebuild = new Set(early.flatMap(({ rebuild }) => Object.keys(rebuild.dependants ?? {})));
  const waiting = [...reset].filter((object) => {
    return !withRebuild.has(object.name) && !goesAlong(object, from, to, tables.areUnchanged);
  });
  const afterwards = present.filter((object) => !reset.has(object));
  const indexes = indexesToCreate(from, to);
  const isLate = ({ table }: { readonly table: string }): boolean => tables.late.includes(nameKey(table));
  return [
    ...early,
    ...droppedUsers(waiting),
    ...droppedIndexes(from, to, (table) => tables.isRebuilt(table)),
    ...createdTables(from, to),
    ...tables.alterations.map(statement),
    ...indexes.filter((index) => !isLate(index)).map(({ sql }) => statement(sql)),
    ...tables.late.map((key) => tables.rebuild(key, afterwards, new Set())),
    ...droppedTables(from, to),
    ...indexes.filter(isLate).map(({ sql }) => statement(sql)),
    ...createdUsers(from, to, reset),
  ];
}

function refuseOrphans(from: Model, to: Model): void {
  for (const table of to.tables.values()) {
    const parent = parentsOf(table).find((name) => from.tables.has(name) && !to.tables.has(name));
    if (parent !== undefined) throw parentDropped(table.name.name, parent);
  }
}

/**
 * Whether a trigger is dropped with its view, or with the only table that changes: any other statement could fail,
 * because the trigger uses what is already gone.
 */
function goesAlong(object: ParsedObject, from: Model, to: Model, areUnchanged: boolean): boolean {
  if (object.type !== 'trigger') return false;
  const on = nameKey(object.table);
  if (from.views.has(on)) return !to.views.has(on);
  return areUnchanged && !to.tables.has(on) && missingIn(from.tables, to.tables).length === 1;
}
