import { createMigrator, type MigratorOptions } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import {
  createsTable,
  failureOf,
  migrationName,
  sqlMigration,
  tableMigrations,
} from '../support/migrations.ts';

const names = (report: { readonly done: readonly { readonly name: string }[] }) =>
  report.done.map((step) => step.name);

/** Each list is applied as one run and so as one batch. */
async function applied(database: TestDatabase, ...batches: readonly MigratorOptions['migrations'][]) {
  for (const migrations of batches) await createMigrator({ database: database.d1, migrations }).migrate();
}

describe('rollback', () => {
  it('rolls back the last batch, newest first', async () => {
    const database = testDatabase();
    await applied(database, tableMigrations('a'), tableMigrations('a', 'b', 'c'));
    const migrator = createMigrator({ database: database.d1, migrations: tableMigrations('a', 'b', 'c') });
    expect(names(await migrator.rollback())).toEqual([migrationName(3, 'c'), migrationName(2, 'b')]);
    expect(tableNames(database)).toEqual(['a']);
    expect(names(await migrator.rollback())).toEqual([migrationName(1, 'a')]);
    expect(names(await migrator.rollback())).toEqual([]);
  });

  it('rolls back the last n with step, across batches', async () => {
    const database = testDatabase();
    await applied(database, tableMigrations('a', 'b'), tableMigrations('a', 'b', 'c'));
    const migrator = createMigrator({ database: database.d1, migrations: tableMigrations('a', 'b', 'c') });
    expect(names(await migrator.rollback({ step: 2 }))).toEqual([
      migrationName(3, 'c'),
      migrationName(2, 'b'),
    ]);
    expect(names(await migrator.rollback({ step: 99 }))).toEqual([migrationName(1, 'a')]);
  });

  it('rolls back one batch by its number', async () => {
    const database = testDatabase();
    await applied(database, tableMigrations('a'), tableMigrations('a', 'b'), tableMigrations('a', 'b', 'c'));
    const migrator = createMigrator({ database: database.d1, migrations: tableMigrations('a', 'b', 'c') });
    expect(names(await migrator.rollback({ batch: 2 }))).toEqual([migrationName(2, 'b')]);
    expect(names(await migrator.rollback({ batch: 2 }))).toEqual([]);
    expect(tableNames(database)).toEqual(['a', 'c']);
  });

  it('keeps the migration that to names and rolls back what was applied after it', async () => {
    const database = testDatabase();
    await applied(database, tableMigrations('a', 'b'), tableMigrations('a', 'b', 'c'));
    const migrator = createMigrator({ database: database.d1, migrations: tableMigrations('a', 'b', 'c') });
    expect(names(await migrator.rollback({ to: 'create_a' }))).toEqual([
      migrationName(3, 'c'),
      migrationName(2, 'b'),
    ]);
    expect(names(await migrator.rollback({ to: migrationName(1, 'a') }))).toEqual([]);
    expect((await failureOf(migrator.rollback({ to: 'create_b' }))).code).toBe('MIGRATION.NOT_APPLIED');
    expect(names(await migrator.migrate({ to: '20260101000002' }))).toEqual([migrationName(2, 'b')]);
    expect(tableNames(database)).toEqual(['a', 'b']);
  });

  it('runs in the reverse order of application, not of names', async () => {
    const database = testDatabase();
    await applied(
      database,
      { '2_b': createsTable('b') },
      { '1_a': createsTable('a'), '2_b': createsTable('b') },
    );
    const migrations = { '1_a': createsTable('a'), '2_b': createsTable('b') };
    expect(names(await createMigrator({ database: database.d1, migrations }).rollback())).toEqual(['1_a']);
  });

  it('refuses before anything runs if some have no down(), and names each', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': sqlMigration(['CREATE TABLE a (x)']),
      '2_b': createsTable('b'),
      '3_c': sqlMigration(['CREATE TABLE c (x)']),
    };
    await applied(database, migrations);
    const before = database.content();
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).rollback());
    expect([error.code, error.details['names']]).toEqual(['MIGRATION.IRREVERSIBLE', ['3_c', '1_a']]);
    expect(error.hint).toMatch(/^Write a down\(\), or a new migration that undoes it\./);
    expect(database.content()).toBe(before);
  });

  it('refuses before anything runs if a file is gone and nothing is stored, and names it', async () => {
    const database = testDatabase();
    await applied(database, tableMigrations('a', 'b'));
    database.run('UPDATE migrations SET down_sql = NULL');
    const before = database.content();
    const error = await failureOf(
      createMigrator({ database: database.d1, migrations: tableMigrations('a') }).rollback(),
    );
    expect([error.code, error.details['names']]).toEqual(['MIGRATION.MISSING', [migrationName(2, 'b')]]);
    expect(database.content()).toBe(before);
  });

  it('that fails keeps what it has rolled back and leaves the failing migration applied', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': sqlMigration(['CREATE TABLE a (x)'], ['DROP TABLE a', 'DROP TABLE nowhere']),
      '2_b': createsTable('b'),
    };
    await applied(database, migrations);
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).rollback());
    expect(error.message).toContain("Rolling back '1_a' failed at statement 2 (DROP TABLE nowhere)");
    expect(error.details['report']).toMatchObject({ done: [{ name: '2_b' }], remaining: [{ name: '1_a' }] });
    expect(tableNames(database)).toEqual(['a']);
    expect(database.rows('SELECT migration FROM migrations')).toEqual([{ migration: '1_a' }]);
  });

  it.each([
    [{ step: 0 }, 'step is 0'],
    [{ step: -1 }, 'step is -1'],
    [{ step: 1.5 }, 'step is 1.5'],
    [{ batch: Number.NaN }, 'batch is NaN'],
    [{ step: 1, batch: 1 }, 'together'],
    [{ step: 1, to: '1_a' }, 'together'],
    [{ batch: 1, to: '1_a' }, 'together'],
  ])('refuses %j', async (options, text) => {
    const database = testDatabase();
    const error = await failureOf(
      createMigrator({ database: database.d1, migrations: {} }).rollback(options),
    );
    expect(error.code).toBe('OPTION.INVALID');
    expect(error.message).toContain(text);
  });
});

describe('reset', () => {
  it('rolls back every migration and applies them all again, as batch 1', async () => {
    const database = testDatabase();
    await applied(database, tableMigrations('a'), tableMigrations('a', 'b'));
    database.run("INSERT INTO a (note) VALUES ('gone after it')");
    const report = await createMigrator({
      database: database.d1,
      migrations: tableMigrations('a', 'b', 'c'),
    }).reset();
    expect(report.done.map(({ direction, name, batch }) => [direction, name, batch])).toEqual([
      ['down', migrationName(2, 'b'), 2],
      ['down', migrationName(1, 'a'), 1],
      ['up', migrationName(1, 'a'), 1],
      ['up', migrationName(2, 'b'), 1],
      ['up', migrationName(3, 'c'), 1],
    ]);
    expect(database.rows('SELECT * FROM a')).toEqual([]);
  });

  it('refuses before anything runs if one cannot be reversed', async () => {
    const database = testDatabase();
    const migrations = { '1_a': sqlMigration(['CREATE TABLE a (x)']), '2_b': createsTable('b') };
    await applied(database, migrations);
    const before = database.content();
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).reset());
    expect(error.code).toBe('MIGRATION.IRREVERSIBLE');
    expect(database.content()).toBe(before);
  });
});
