// In which order tables can be dropped. Pure.
import { isSameName } from '@roostjs/internal-sql';
import type { ForeignKey } from '../database/foreign-keys.ts';
import { dependencyOrder } from '../database/topological-order.ts';

/**
 * Those that reference others before these, but for the tables of a cycle: dropping a table deletes its rows first, and
 * what still references them is then in the way, or changes along unless it is guarded.
 */
export function dropOrder(tables: readonly string[], foreignKeys: readonly ForeignKey[]): readonly string[] {
  const referencing = (table: string): readonly string[] =>
    foreignKeys.filter(({ parent }) => isSameName(parent, table)).map(({ child }) => child);
  return dependencyOrder(tables, referencing);
}
