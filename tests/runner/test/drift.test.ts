// Whether the schema still is what the last migration left, by the ledger's word.
import { createMigrator, type Migration } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './database.ts';
import { losing } from './far-database.ts';
import { createsTable, failureOf, sqlMigration, tableMigrations } from './migrations.ts';

const statusOf = async (database: TestDatabase, migrations: Readonly<Record<string, Migration>>) =>
  (await createMigrator({ database: database.d1, migrations }).status()).schema;

type KeptRow = {
  readonly migration: string;
  readonly fingerprint: string | null;
  readonly schema: string | null;
};
const keptRows = (database: TestDatabase) =>
  database.rows('SELECT migration, fingerprint, schema FROM migrations ORDER BY id') as readonly KeptRow[];

const two = tableMigrations('a', 'b');
const [first = '', second = ''] = Object.keys(two);

async function migrated(migrations: Readonly<Record<string, Migration>> = two) {
  const database = testDatabase();
  const migrator = createMigrator({ database: database.d1, migrations });
  await migrator.migrate();
  return { database, migrator };
}

describe('the schema', () => {
  it('is as it was left after a migrate, a roll-back, a reset and a refresh', async () => {
    const { database, migrator } = await migrated();
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
    await migrator.rollback({ step: 1 });
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: first });
    await migrator.reset();
    await migrator.refresh({ step: 1 });
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('is unknown where nothing was applied, and where the ledger was taken over', async () => {
    const database = testDatabase();
    expect(await statusOf(database, two)).toEqual({ state: 'unknown' });
    database.run(`
      CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER);
      INSERT INTO migrations VALUES (1, '${first}', 1);
      CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)`);
    expect(await statusOf(database, two)).toEqual({ state: 'unknown' });
    await createMigrator({ database: database.d1, migrations: two }).migrate();
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it.each([
    ['CREATE INDEX a_note ON a (note)', { change: 'created', type: 'index', name: 'a_note' }],
    ['ALTER TABLE b ADD COLUMN extra', { change: 'changed', type: 'table', name: 'b' }],
    ['DROP TABLE a', { change: 'dropped', type: 'table', name: 'a' }],
    ['CREATE VIEW v AS SELECT 1', { change: 'created', type: 'view', name: 'v' }],
    [
      'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END',
      { change: 'created', type: 'trigger', name: 't' },
    ],
  ])('has drifted after %j, and the object is named', async (sql, change) => {
    const { database } = await migrated();
    database.run(sql);
    expect(await statusOf(database, two)).toEqual({ state: 'drifted', since: second, changes: [change] });
  });

  it('has not drifted where a dump came back with other spaces, quotes and letter case', async () => {
    const { database } = await migrated();
    database.run('DROP TABLE a; create table "a" (\n  "id" integer primary key, -- note\n  note TEXT)');
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('has not drifted where a full-text table was renamed and got its name back', async () => {
    const search = { '1_search': sqlMigration(['CREATE VIRTUAL TABLE search USING fts5(body)']) };
    const { database } = await migrated(search);
    database.run('ALTER TABLE search RENAME TO other; ALTER TABLE other RENAME TO search');
    expect(await statusOf(database, search)).toEqual({ state: 'as-left', since: '1_search' });
  });

  it('does not count a ledger that is called in other capitals than it was made with', async () => {
    const { database } = await migrated();
    const called = createMigrator({ database: database.d1, migrations: two, ledger: 'MIGRATIONS' });
    await called.repair();
    database.run('ALTER TABLE a ADD COLUMN more');
    await called.repair();
    const kept = database.rows('SELECT schema FROM migrations WHERE schema IS NOT NULL') as {
      schema: string;
    }[];
    expect(kept.map(({ schema }) => schema.includes('checksum'))).toEqual([false]);
  });

  it("does not count the ledgers, nor what a migration's data is", async () => {
    const { database } = await migrated();
    database.run(`
      CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO a (note) VALUES ('x');
      ANALYZE`);
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('that has drifted is a warning of the next run, and what that leaves is known again', async () => {
    const three = { ...two, '20270101000000_c': createsTable('c') };
    const { database } = await migrated();
    database.run('CREATE INDEX a_note ON a (note)');
    const report = await createMigrator({ database: database.d1, migrations: three }).migrate();
    expect(report.warnings).toEqual([{ code: 'SCHEMA.DRIFTED', names: ['index a_note'] }]);
    expect(await statusOf(database, three)).toEqual({ state: 'as-left', since: '20270101000000_c' });
  });

  it('that has drifted is recorded as it is by a repair, which shows it first', async () => {
    const { database, migrator } = await migrated();
    database.run('CREATE INDEX a_note ON a (note)');
    const changes = [{ change: 'created', type: 'index', name: 'a_note' }];
    const shown: unknown[] = [];
    expect(await migrator.repair(async (repair) => void shown.push(repair))).toEqual({
      files: [],
      renamed: [],
      schema: changes,
    });
    expect(shown).toEqual([{ files: [], renamed: [], schema: changes }]);
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('is known of a migration outside a transaction once it is finished', async () => {
    const outside = { '1_a': { ...createsTable('a'), withinTransaction: false } };
    const { database, migrator } = await migrated(outside);
    expect(await statusOf(database, outside)).toEqual({ state: 'as-left', since: '1_a' });
    await migrator.rollback();
    expect(await statusOf(database, outside)).toEqual({ state: 'unknown' });
  });

  it('is known after an answer that was lost', async () => {
    const database = testDatabase();
    const far = losing(database.d1, 'arrives', 'lost-after');
    await createMigrator({ database: far, migrations: two }).migrate();
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('is unknown where it is too long to be kept', async () => {
    const columns = Array.from({ length: 90 }, (_, n) => `column_${n} TEXT DEFAULT '${'x'.repeat(1000)}'`);
    const long = { '1_a': sqlMigration([`CREATE TABLE a (${columns.join(', ')})`]) };
    const { database } = await migrated(long);
    expect(await statusOf(database, long)).toEqual({ state: 'unknown' });
    expect(keptRows(database)[0]?.schema).toBeNull();
  });
});

describe('the ledger', () => {
  it('keeps one schema, on the newest row, and a fingerprint on each older one', async () => {
    const { database, migrator } = await migrated();
    const [older, newest] = keptRows(database);
    expect(older).toEqual({
      migration: first,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      schema: null,
    });
    expect(newest).toEqual({
      migration: second,
      fingerprint: null,
      schema: expect.stringContaining('CREATE TABLE'),
    });
    await migrator.rollback({ step: 1 });
    expect(keptRows(database)).toEqual([
      {
        ...older,
        schema: JSON.stringify([['table', 'a', 'CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)']]),
      },
    ]);
  });

  it('gives two databases with the same migrations the same fingerprints, however they got there', async () => {
    const { database: one } = await migrated();
    const other = testDatabase();
    const migrator = createMigrator({ database: other.d1, migrations: two });
    await migrator.migrate({ to: first });
    await migrator.migrate();
    await migrator.refresh();
    expect(keptRows(other).map(({ fingerprint }) => fingerprint)).toEqual(
      keptRows(one).map(({ fingerprint }) => fingerprint),
    );
  });

  it('whose kept schema was tampered with is refused, untouched', async () => {
    const { database, migrator } = await migrated();
    for (const text of ["'x'", "'[1]'", "'[[1,2,3]]'", '7', "x'00'"]) {
      database.run(`UPDATE migrations SET schema = ${text} WHERE id = 2`);
      const before = database.content();
      expect(await failureOf(migrator.status())).toMatchObject({ code: 'LEDGER.CORRUPT' });
      expect(await failureOf(migrator.rollback())).toMatchObject({ code: 'LEDGER.CORRUPT' });
      expect(database.content()).toBe(before);
    }
  });
});
