// The order in which tables can be dropped. Pure.
import { isSameName } from '@roostjs/internal-sql';
import type { ForeignKey } from '../database/foreign-keys.ts';
import { dependencyOrder } from '../database/topological-order.ts';

/**
 * Tables that reference others come before them, except in a cycle: dropping a table deletes its rows first, and a
 * row that still references them prevents that, or changes with them unless it is guarded.
 */
export function dropOrder(tables: readonly string[], foreignKeys: readonly ForeignKey[]): readonly string[] {
  const referencing = (table: string): readonly string[] =>
    foreignKeys.filter(({ parent }) => isSameName(parent, table)).map(({ child }) => child);
  return dependencyOrder(tables, referencing);
}
