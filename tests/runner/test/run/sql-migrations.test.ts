// Migrations in SQL, as a bundler hands them over: text under the path of the file.
import { createMigrator, migrationFromSql } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';

const marked = '-- up\nCREATE TABLE a (id);\n-- down\nDROP TABLE a;';

describe('SQL text', () => {
  it.each([
    ['itself', marked],
    ['the default export of a module', { default: marked }],
    ['what a function imports', async () => ({ default: marked })],
  ])('is a migration as %s', async (_, value) => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations: { './migrations/1_a.sql': value } });
    expect((await migrator.migrate()).done).toMatchObject([{ name: '1_a', statements: 1 }]);
    expect(tableNames(database)).toEqual(['a']);
    await migrator.rollback();
    expect(tableNames(database)).toEqual([]);
  });

  it('commits as a whole, its SELECT and PRAGMA in their places', async () => {
    const database = testDatabase();
    const text = 'CREATE TABLE a (id);\nSELECT count(*) FROM a;\nPRAGMA foreign_key_check;\nOOPS;';
    const migrator = (sql: string) => createMigrator({ database: database.d1, migrations: { '1_a': sql } });
    expect((await failureOf(migrator(text).migrate())).message).toContain('at statement 4 (OOPS)');
    expect(database.schema()).toEqual([]);
    const { done } = await migrator(text.replace('OOPS;', '')).migrate();
    expect(done).toMatchObject([{ statements: 3 }]);
  });

  it('runs each statement at once if it is outside a transaction', async () => {
    const database = testDatabase();
    const text = '-- migrate:up transaction:false\nCREATE TABLE a (id);\nOOPS;';
    const migrator = createMigrator({ database: database.d1, migrations: { '1_a': text } });
    expect((await failureOf(migrator.migrate())).code).toBe('MIGRATION.STOPPED_HALFWAY');
    expect(tableNames(database)).toEqual(['a']);
  });

  it('has its down() from a text of its own', async () => {
    const database = testDatabase();
    const migration = migrationFromSql({ name: '1_a', up: 'CREATE TABLE a (id)', down: 'DROP TABLE a' });
    const migrator = createMigrator({ database: database.d1, migrations: { '1_a': migration } });
    await migrator.migrate();
    expect((await migrator.rollback()).done).toHaveLength(1);
    expect(tableNames(database)).toEqual([]);
  });

  it.each([
    ['two texts for down', { up: marked, down: 'DROP TABLE a' }],
    ['a text for down that runs up as well', { up: 'SELECT 1', down: 'SELECT 2;\n-- down\nSELECT 3;' }],
  ])('is refused with %s', (_, sql) => {
    expect(() => migrationFromSql({ name: '1_a', ...sql })).toThrow(
      expect.objectContaining({ code: 'MIGRATION.SQL_INVALID' }),
    );
  });
});
