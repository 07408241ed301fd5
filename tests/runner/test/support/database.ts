// A real database file for a test, and what it holds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalD1Database, openLocalD1 } from '@roostjs/d1-adapter/local';
import type { SqlDatabase, SqlStatement } from '@roostjs/migrations-core';
import SqliteDatabase from 'better-sqlite3';
import { onTestFinished } from 'vitest';

export type TestDatabase = {
  readonly path: string;
  readonly d1: LocalD1Database;
  /** Every table, index, view and trigger, without SQLite's own. */
  schema(): readonly string[];
  rows(sql: string): readonly unknown[];
  /** Schema and all rows, the ledger's included, as one text. */
  content(): string;
  run(sql: string): void;
};

/** An empty database in a folder that goes with the test. */
export function testDatabase(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'roost-runner-'));
  const path = join(folder, 'db.sqlite');
  const d1 = openLocalD1({ path });
  onTestFinished(() => {
    d1.close();
    rmSync(folder, { recursive: true });
  });
  return databaseAt(path, d1);
}

/** Another connection to the same file, as another process would have it. */
export function secondConnection(database: TestDatabase): LocalD1Database {
  const d1 = openLocalD1({ path: database.path });
  onTestFinished(() => d1.close());
  return d1;
}

function databaseAt(path: string, d1: LocalD1Database): TestDatabase {
  const look = <T>(work: (sqlite: SqliteDatabase.Database) => T): T => {
    const sqlite = new SqliteDatabase(path);
    try {
      return work(sqlite);
    } finally {
      sqlite.close();
    }
  };
  const rows = (sql: string): readonly unknown[] => look((sqlite) => sqlite.prepare(sql).all());
  const schema = (): readonly string[] =>
    look((sqlite) =>
      sqlite
        .prepare("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
        .pluck()
        .all(),
    ) as string[];
  const content = (): string => {
    const tables = rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") as {
      name: string;
    }[];
    return JSON.stringify([schema(), tables.map(({ name }) => [name, rows(`SELECT * FROM "${name}"`)])]);
  };
  return { path, d1, schema, rows, content, run: (sql) => look((sqlite) => void sqlite.exec(sql)) };
}

export function tableNames(database: TestDatabase): readonly string[] {
  const rows = database.rows(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migrations', 'migrations_schema') ORDER BY name",
  );
  return rows.map((row) => (row as { name: string }).name);
}

/** The same database, as far away as a network makes it: every answer takes a turn of the event loop. */
export function farAway(d1: LocalD1Database): SqlDatabase {
  const later = async <T>(answer: () => Promise<T>): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return answer();
  };
  const near = new WeakMap<SqlStatement, SqlStatement>();
  const slow = (statement: SqlStatement): SqlStatement => {
    const far: SqlStatement = {
      bind: (...values) => slow(statement.bind(...values)),
      first: (column?: string) => later(() => statement.first(column as string)) as Promise<never>,
      run: () => later(() => statement.run()) as Promise<never>,
      all: () => later(() => statement.all()) as Promise<never>,
      raw: (options?: object) =>
        later(() => statement.raw(options as { columnNames: true })) as Promise<never>,
    };
    near.set(far, statement);
    return far;
  };
  return {
    prepare: (sql) => slow(d1.prepare(sql) as SqlStatement),
    batch: (statements) =>
      later(() => d1.batch(statements.map((it) => near.get(it) ?? it) as never)) as Promise<never>,
  };
}
