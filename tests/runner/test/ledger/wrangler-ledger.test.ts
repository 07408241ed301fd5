// Wrangler's ledger, kept in step with ours.
import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { createsTable, failureOf, sqlMigration, tableMigrations } from '../support/migrations.ts';

const migrations = tableMigrations('a', 'b', 'c');
const names = ['20260101000001_create_a', '20260101000002_create_b', '20260101000003_create_c'];
const files = names.map((name) => `${name}.sql`);

const known = (database: TestDatabase) =>
  database.rows('SELECT name FROM d1_migrations ORDER BY id').map((row) => (row as { name: string }).name);

function migratorOn(database: TestDatabase, wranglerLedger: string | undefined, files = migrations) {
  return createMigrator({
    database: database.d1,
    migrations: files,
    ...(wranglerLedger === undefined ? {} : { wranglerLedger }),
  });
}

describe("wrangler's ledger", () => {
  it('is not created unless it is named', async () => {
    const database = testDatabase();
    await migratorOn(database, undefined).migrate();
    expect(database.schema().join()).not.toContain('d1_migrations');
  });

  it('has a row for each applied file, and none for what is rolled back', async () => {
    const database = testDatabase();
    const migrator = migratorOn(database, 'd1_migrations');
    await migrator.migrate();
    expect(known(database)).toEqual(files);
    await migrator.rollback({ step: 1 });
    expect(known(database)).toEqual(files.slice(0, 2));
    await migrator.reset();
    expect(known(database)).toEqual(files);
  });

  it('gets rows for what was applied before it was named, and keeps rows that are not ours', async () => {
    const database = testDatabase();
    const { c: _, ...earlier } = { ...tableMigrations('a', 'b'), c: undefined };
    await migratorOn(database, undefined, earlier).migrate();
    database.run('CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE)');
    database.run("INSERT INTO d1_migrations (name) VALUES ('0001_by_hand.sql')");
    await migratorOn(database, 'd1_migrations').migrate();
    expect(known(database)).toEqual(['0001_by_hand.sql', ...files]);
    await migratorOn(database, 'd1_migrations').rollback({ step: 3 });
    expect(known(database)).toEqual(['0001_by_hand.sql']);
  });

  it('changes in the same batch as the schema, or not at all', async () => {
    const database = testDatabase();
    const failing = {
      ...migrations,
      '20260102000000_fail': sqlMigration(['INSERT INTO nowhere VALUES (1)']),
    };
    expect((await failureOf(migratorOn(database, 'd1_migrations', failing).migrate())).code).toBe(
      'MIGRATION.FAILED',
    );
    expect(known(database)).toEqual(files);
  });

  it('gets the row of a migration outside a transaction when it is finished', async () => {
    const database = testDatabase();
    const outside = { ...createsTable('d'), withinTransaction: false };
    const migrator = migratorOn(database, 'odd "name"', { '1_d': outside });
    await migrator.migrate();
    const rows = () => database.rows('SELECT name FROM "odd ""name"""');
    expect(rows()).toEqual([{ name: '1_d.sql' }]);
    await migrator.rollback();
    expect(rows()).toEqual([]);
  });
});
