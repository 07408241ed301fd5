// Migrations made of SQL, for tests that are about the runner and not about what it runs.
import type { Migration } from '@roostjs/migrations-core';

/** `up` and `down` as lists of statements. */
export function sqlMigration(up: readonly string[], down?: readonly string[]): Migration {
  const body = (statements: readonly string[]): Migration['up'] =>
    async function () {
      for (const sql of statements) await this.db.run(sql);
    };
  return { up: body(up), ...(down === undefined ? {} : { down: body(down) }) };
}

export function createsTable(table: string): Migration {
  return sqlMigration([`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, note TEXT)`], [`DROP TABLE ${table}`]);
}

/** `2026…01_create_a`, `…02_create_b`, … one table each. */
export function tableMigrations(...tables: readonly string[]): Readonly<Record<string, Migration>> {
  return Object.fromEntries(
    tables.map((table, index) => [migrationName(index + 1, table), createsTable(table)]),
  );
}

export function migrationName(number: number, table: string): string {
  return `${20260101000000 + number}_create_${table}`;
}

/** What a promise was rejected with; fails if it was not. */
export async function failureOf(promise: Promise<unknown>): Promise<{
  code: string;
  message: string;
  hint: string;
  details: Record<string, unknown>;
  cause: unknown;
}> {
  try {
    await promise;
  } catch (error) {
    return error as Awaited<ReturnType<typeof failureOf>>;
  }
  throw new Error('It was expected to fail, and did not.');
}
