// The rebuild that every shape of table goes through.
import type { Migration } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';

/** Takes NULL from the column n, by an expression, and adds a column; and gives all of it back. */
export function rebuilding(table: string): Migration {
  return {
    async up(db) {
      await rebuildTable(db, {
        table,
        change: {
          columns: { n: { notNull: true, default: "''" } },
          add: { more: 'INTEGER NOT NULL DEFAULT 7' },
        },
        copy: { n: "coalesce(n, '?') -- none" },
      });
    },
    async down(db) {
      await rebuildTable(db, {
        table,
        change: { columns: { n: { notNull: false, default: null } } },
        drop: ['more'],
        copy: { n: "nullif(n, '?')" },
      });
    },
  };
}
