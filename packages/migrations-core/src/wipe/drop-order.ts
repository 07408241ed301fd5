// In which order tables can be dropped. Pure.
import type { ForeignKey } from './user-schema.ts';

/**
 * Those that reference others before these, but for the tables of a cycle: dropping a table deletes its rows first, and
 * what still references them is then in the way, or changes along.
 */
export function dropOrder(tables: readonly string[], foreignKeys: readonly ForeignKey[]): readonly string[] {
  const order = new Set<string>();
  const seen = new Set<string>();
  const visit = (table: string): void => {
    if (seen.has(table)) return;
    seen.add(table);
    for (const { child, parent } of foreignKeys) {
      if (parent.toLowerCase() === table.toLowerCase()) visit(child);
    }
    order.add(table);
  };
  for (const table of tables) visit(table);
  return [...order].filter((table) => tables.includes(table));
}
