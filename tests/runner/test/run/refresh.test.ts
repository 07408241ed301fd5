// Rolling back some migrations and migrating again, and installing the ledger.
import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { createsTable, failureOf, sqlMigration, tableMigrations } from '../support/migrations.ts';

const three = tableMigrations('a', 'b', 'c');
const [first = '', second = '', third = ''] = Object.keys(three);

describe('refresh', () => {
  it('rolls everything back and applies everything, as one batch', async () => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations: three });
    await migrator.migrate({ step: true });
    database.run("INSERT INTO a (note) VALUES ('x')");
    const { action, done } = await migrator.refresh();
    expect(action).toBe('refresh');
    expect(done.map(({ direction, name }) => [direction, name])).toEqual([
      ['down', third],
      ['down', second],
      ['down', first],
      ['up', first],
      ['up', second],
      ['up', third],
    ]);
    expect(database.rows('SELECT DISTINCT batch FROM migrations')).toEqual([{ batch: 1 }]);
    expect(database.rows('SELECT * FROM a')).toEqual([]);
  });

  it('by steps keeps what is older, and applies what is pending', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: three }).migrate();
    database.run("INSERT INTO a (note) VALUES ('x')");
    const four = { ...three, '20270101000000_d': createsTable('d') };
    const { done } = await createMigrator({ database: database.d1, migrations: four }).refresh({ step: 1 });
    expect(done.map(({ direction, name, batch }) => [direction, name, batch])).toEqual([
      ['down', third, 1],
      ['up', third, 2],
      ['up', '20270101000000_d', 2],
    ]);
    expect(database.rows('SELECT note FROM a')).toEqual([{ note: 'x' }]);
  });

  it('refuses before anything runs if one of them cannot be rolled back', async () => {
    const migrations = { ...three, '20270101000000_d': sqlMigration(['CREATE TABLE d (id)']) };
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate();
    const before = database.content();
    expect(await failureOf(migrator.refresh())).toMatchObject({ code: 'MIGRATION.IRREVERSIBLE' });
    expect(await failureOf(migrator.refresh({ step: 0 }))).toMatchObject({ code: 'OPTION.INVALID' });
    expect(database.content()).toBe(before);
  });
});

describe('install', () => {
  it('creates the table, and does nothing if it exists', async () => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations: three });
    expect(await migrator.install()).toBe(true);
    expect(database.rows('SELECT count(*) AS rows FROM migrations')).toEqual([{ rows: 0 }]);
    const before = database.content();
    expect(await migrator.install()).toBe(false);
    expect(database.content()).toBe(before);
  });

  it('adds what a table taken over lacks, and keeps its rows', async () => {
    const database = testDatabase();
    database.run(`
      CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER);
      INSERT INTO migrations VALUES (1, '${first}', 1)`);
    const migrator = createMigrator({ database: database.d1, migrations: three });
    expect(await migrator.install()).toBe(true);
    expect(database.rows('SELECT migration, state, run_id FROM migrations')).toEqual([
      { migration: first, state: 'applied', run_id: null },
    ]);
  });

  it('asks first, and writes nothing if it is not approved', async () => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations: three });
    const refuse = async () => {
      throw new Error('no');
    };
    expect(await failureOf(migrator.install(refuse))).toMatchObject({ message: 'no' });
    expect((await migrator.status()).pending).toBe(3);
    expect(await migrator.install(async () => {})).toBe(true);
    expect(await migrator.install(refuse)).toBe(false);
  });

  it.each(['lost-before', 'lost-after', 'too-many'] as const)('runs once if a batch is %s', async (fate) => {
    const database = testDatabase();
    const far = losing(database.d1, fate);
    expect(await createMigrator({ database: far, migrations: three }).install()).toBe(true);
    expect(tableNames(database)).toEqual([]);
    expect(database.rows('SELECT * FROM migrations')).toEqual([]);
  });

  it('reports a refusal', async () => {
    const far = losing(testDatabase().d1, 'refused');
    expect(await failureOf(createMigrator({ database: far, migrations: three }).install())).toMatchObject({
      code: 'LEDGER.INSTALL_FAILED',
    });
  });
});
