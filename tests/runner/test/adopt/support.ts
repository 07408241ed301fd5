// A folder of migrations, and databases that others have built.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  createMigrator,
  type Migration,
  type Migrator,
  type MigratorOptions,
} from '@roostjs/migrations-core';
import { onTestFinished } from 'vitest';
import type { TestDatabase } from '../support/database.ts';
import { sqlMigration } from '../support/migrations.ts';

export function scratch() {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  return database;
}

/** The fifth writes rows only. */
export const statements = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)',
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users(id))',
  'ALTER TABLE users ADD COLUMN name TEXT',
  'CREATE INDEX posts_by_author ON posts (author)',
  "INSERT INTO users (email) VALUES ('a@example.com')",
  'CREATE TABLE tags (id INTEGER PRIMARY KEY)',
] as const;

const downs = [
  'DROP TABLE users',
  'DROP TABLE posts',
  'ALTER TABLE users DROP COLUMN name',
  'DROP INDEX posts_by_author',
  'DELETE FROM users',
  'DROP TABLE tags',
];

export const names = [
  '0001_users',
  '0002_posts',
  '0003_names',
  '0004_by_author',
  '0005_seed',
  '0006_tags',
] as const;

export const migrations: Readonly<Record<string, Migration>> = Object.fromEntries(
  names.map((name, index) => [name, sqlMigration([statements[index] ?? ''], [downs[index] ?? ''])]),
);

export function migratorOf(database: TestDatabase, options: Partial<MigratorOptions> = {}): Migrator {
  return createMigrator({ database: database.d1, migrations, ...options });
}

/** Runs the first migrations, as anything else than Roost would. */
export function build(database: TestDatabase, count: number): void {
  for (const sql of statements.slice(0, count)) database.run(sql);
}

/** As `wrangler d1 migrations apply` writes it (wrangler 4.155, d1/migrations). */
export function listInWranglers(
  database: TestDatabase,
  files: readonly string[],
  table = 'd1_migrations',
): void {
  database.run(`CREATE TABLE IF NOT EXISTS ${table}(
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
  )`);
  for (const file of files) database.run(`INSERT INTO ${table} (name) VALUES ('${file}')`);
}

export function recorded(database: TestDatabase): readonly unknown[] {
  return database
    .rows('SELECT migration FROM migrations ORDER BY id')
    .map((row) => (row as { migration: string }).migration);
}
