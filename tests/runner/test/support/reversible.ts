// Generated lists of migrations, each of which can be rolled back.
import type { Migration } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { sqlMigration } from './migrations.ts';

/** Reversible migrations that may touch what earlier ones made: tables, columns, indexes, rows. */
export const steps: fc.Arbitrary<string[]> = fc.array(
  fc.constantFrom('table', 'column', 'index', 'rows', 'trigger'),
  {
    minLength: 1,
    maxLength: 12,
  },
);

export function reversible(kinds: readonly string[]): Readonly<Record<string, Migration>> {
  const table = 'CREATE TABLE base (id INTEGER PRIMARY KEY, n INTEGER)';
  const bodies: Readonly<Record<string, (id: number) => Migration>> = {
    table: (id) => sqlMigration([`CREATE TABLE t${id} (id INTEGER PRIMARY KEY)`], [`DROP TABLE t${id}`]),
    column: (id) =>
      sqlMigration([`ALTER TABLE base ADD COLUMN c${id} TEXT`], [`ALTER TABLE base DROP COLUMN c${id}`]),
    index: (id) => sqlMigration([`CREATE INDEX i${id} ON base (n)`], [`DROP INDEX i${id}`]),
    rows: (id) =>
      sqlMigration([`INSERT INTO base (n) VALUES (${id}), (${id})`], [`DELETE FROM base WHERE n = ${id}`]),
    trigger: (id) =>
      sqlMigration(
        [`CREATE TRIGGER g${id} AFTER UPDATE ON base BEGIN SELECT CASE WHEN 1 THEN 2 END; END`],
        [`DROP TRIGGER g${id}`],
      ),
  };
  const entries = kinds.map((kind, index) => [`${index + 2}_${kind}`, bodies[kind]?.(index)] as const);
  return { '1_base': sqlMigration([table], ['DROP TABLE base']), ...Object.fromEntries(entries) } as Record<
    string,
    Migration
  >;
}
