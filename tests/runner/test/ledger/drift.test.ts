// Whether the schema still is what the last migration left, according to the ledger.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type Migration, type Migrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { createsTable, failureOf, sqlMigration, tableMigrations } from '../support/migrations.ts';

const statusOf = async (database: TestDatabase, migrations: Readonly<Record<string, Migration>>) =>
  (await createMigrator({ database: database.d1, migrations }).status()).schema;

type LedgerRow = { readonly migration: string; readonly fingerprint: string | null };
const ledgerRows = (database: TestDatabase) =>
  database.rows('SELECT migration, fingerprint FROM migrations ORDER BY id') as readonly LedgerRow[];
const keptNames = (database: TestDatabase) =>
  database.rows("SELECT type || ' ' || name AS object FROM migrations_schema WHERE place > 0 ORDER BY place");

const two = tableMigrations('a', 'b');
const [first = '', second = ''] = Object.keys(two);

async function migrated(migrations: Readonly<Record<string, Migration>> = two) {
  const database = testDatabase();
  const migrator = createMigrator({ database: database.d1, migrations });
  await migrator.migrate();
  return { database, migrator };
}

describe('the schema', () => {
  it('has not drifted after a migrate, a rollback, a reset and a refresh', async () => {
    const { database, migrator } = await migrated();
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
    await migrator.rollback({ step: 1 });
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: first });
    await migrator.reset();
    await migrator.refresh({ step: 1 });
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('is unknown if nothing was applied, and if the ledger was taken over', async () => {
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

  it('has not drifted if a dump was restored with other spaces, quotes and letter case', async () => {
    const { database } = await migrated();
    database.run('DROP TABLE a; create table "a" (\n  "id" integer primary key, -- note\n  note TEXT)');
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('has not drifted if a full-text table was renamed and got its name back', async () => {
    const search = { '1_search': sqlMigration(['CREATE VIRTUAL TABLE search USING fts5(body)']) };
    const { database } = await migrated(search);
    database.run('ALTER TABLE search RENAME TO other; ALTER TABLE other RENAME TO search');
    expect(await statusOf(database, search)).toEqual({ state: 'as-left', since: '1_search' });
  });

  it('does not include a ledger whose name is given in another case', async () => {
    const { database } = await migrated();
    const called = createMigrator({ database: database.d1, migrations: two, ledger: 'MIGRATIONS' });
    await called.repair();
    database.run('ALTER TABLE a ADD COLUMN more');
    await called.repair();
    expect(keptNames(database)).toEqual([{ object: 'table a' }, { object: 'table b' }]);
  });

  it('does not include the ledgers, or the data of a migration', async () => {
    const { database } = await migrated();
    database.run(`
      CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO a (note) VALUES ('x');
      ANALYZE`);
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('that has drifted is a warning of the next run, and is known again after it', async () => {
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

  it('is known after a migration outside a transaction once it is finished', async () => {
    const outside = { '1_a': { ...createsTable('a'), withinTransaction: false } };
    const { database, migrator } = await migrated(outside);
    expect(await statusOf(database, outside)).toEqual({ state: 'as-left', since: '1_a' });
    await migrator.rollback();
    expect(await statusOf(database, outside)).toEqual({ state: 'unknown' });
  });

  it('is known after a lost answer', async () => {
    const database = testDatabase();
    const far = losing(database.d1, 'arrives', 'lost-after');
    await createMigrator({ database: far, migrations: two }).migrate();
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('is known however long it is', async () => {
    const columns = Array.from({ length: 90 }, (_, n) => `column_${n} TEXT DEFAULT '${'x'.repeat(1000)}'`);
    const long = {
      '1_a': sqlMigration([`CREATE TABLE a (${columns.join(', ')})`]),
      '2_b': sqlMigration([`CREATE TABLE b (${columns.join(', ')})`]),
    };
    const { database } = await migrated(long);
    expect(await statusOf(database, long)).toEqual({ state: 'as-left', since: '2_b' });
    database.run('VACUUM; ALTER TABLE a ADD COLUMN more');
    expect(await statusOf(database, long)).toEqual({
      state: 'drifted',
      since: '2_b',
      changes: [{ change: 'changed', type: 'table', name: 'a' }],
    });
  });

  it('is known after the point where a stored text is cut', async () => {
    const columns = Array.from({ length: 90 }, (_, n) => `column_${n} TEXT DEFAULT '${'x'.repeat(1000)}'`);
    const changing = {
      '1_a': sqlMigration([`CREATE TABLE a (id INTEGER PRIMARY KEY, ${columns.join(', ')})`]),
      '2_b': sqlMigration(['ALTER TABLE a ADD COLUMN more TEXT']),
      '3_c': sqlMigration(['CREATE INDEX idx_a_more ON a (more)']),
    };
    const database = testDatabase();
    const migrator = createMigrator({
      database: database.d1,
      migrations: changing,
      openScratch: openMemoryD1,
    });
    expect((await migrator.migrate()).findings).toEqual([]);
    expect(await statusOf(database, changing)).toEqual({ state: 'as-left', since: '3_c' });
  });

  it('is known after a run that was stopped between two migrations', async () => {
    const database = testDatabase();
    let asked = 0;
    const shouldStop = (): string | undefined => (++asked > 1 ? 'SIGINT' : undefined);
    const stopped = createMigrator({ database: database.d1, migrations: two, shouldStop }).migrate();
    expect(await failureOf(stopped)).toMatchObject({ code: 'MIGRATION.INTERRUPTED' });
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: first });
  });

  it('is known after each way to change it, even if an id is used again', async () => {
    const changing = {
      '1_a': sqlMigration([
        'CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT UNIQUE)',
        'CREATE TABLE b (id)',
      ]),
      '2_dropped_and_made': sqlMigration(['DROP TABLE b', 'CREATE TABLE c (id)']),
      '3_dropped': sqlMigration(['CREATE INDEX a_note ON a (note)', 'CREATE VIEW v AS SELECT id FROM a']),
      '4_renamed': sqlMigration(['ALTER TABLE a RENAME TO d', 'ALTER TABLE d RENAME COLUMN note TO text']),
      '5_gone': sqlMigration(['DROP VIEW v', 'DROP INDEX a_note']),
      '6_full_text': sqlMigration([
        'CREATE VIRTUAL TABLE search USING fts5(body)',
        "INSERT INTO search VALUES ('x')",
      ]),
      '7_trigger': sqlMigration(['CREATE TRIGGER g AFTER INSERT ON d BEGIN DELETE FROM c; END']),
      '8_gone': sqlMigration(['DROP TABLE search', 'DROP TABLE d']),
    };
    const database = testDatabase();
    for (const to of Object.keys(changing)) {
      await createMigrator({ database: database.d1, migrations: changing }).migrate({ to });
      expect(await statusOf(database, changing)).toEqual({ state: 'as-left', since: to });
    }
    expect(keptNames(database)).toEqual([{ object: 'table c' }]);
    const atOnce = testDatabase();
    await createMigrator({ database: atOnce.d1, migrations: changing }).migrate();
    expect(await statusOf(atOnce, changing)).toEqual({ state: 'as-left', since: '8_gone' });
    expect(ledgerRows(atOnce)).toEqual(ledgerRows(database));
  });
});

describe('the ledger', () => {
  it('keeps one schema beside it, and a fingerprint in each older row', async () => {
    const { database, migrator } = await migrated();
    const [older, newest] = ledgerRows(database);
    expect(older).toEqual({ migration: first, fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(newest).toEqual({ migration: second, fingerprint: null });
    expect(keptNames(database)).toEqual([{ object: 'table a' }, { object: 'table b' }]);
    await migrator.rollback({ step: 1 });
    expect(ledgerRows(database)).toEqual([older]);
    expect(keptNames(database)).toEqual([{ object: 'table a' }]);
  });

  it('has the same fingerprints in two databases with the same migrations, however they got there', async () => {
    const { database: one } = await migrated();
    const other = testDatabase();
    const migrator = createMigrator({ database: other.d1, migrations: two });
    await migrator.migrate({ to: first });
    await migrator.migrate();
    await migrator.refresh();
    expect(ledgerRows(other).map(({ fingerprint }) => fingerprint)).toEqual(
      ledgerRows(one).map(({ fingerprint }) => fingerprint),
    );
  });

  /** As earlier versions wrote it: one table, and the schema as JSON on its newest row. */
  async function ofEarlierVersion(): Promise<TestDatabase> {
    const { database } = await migrated();
    database.run(`
      UPDATE migrations SET schema = (SELECT json_group_array(json_array(type, name, sql)) FROM migrations_schema WHERE place > 0)
        WHERE id = (SELECT max(id) FROM migrations);
      DROP TABLE migrations_schema;
      DROP INDEX migrations_by_state`);
    return database;
  }

  it('of an earlier version shows what has drifted, and is upgraded by the next run', async () => {
    const database = await ofEarlierVersion();
    const three = { ...two, '20270101000000_c': createsTable('c') };
    expect(await statusOf(database, three)).toEqual({ state: 'as-left', since: second });
    database.run('CREATE INDEX a_note ON a (note)');
    const changes = [{ change: 'created', type: 'index', name: 'a_note' }];
    expect(await statusOf(database, three)).toEqual({ state: 'drifted', since: second, changes });
    const report = await createMigrator({ database: database.d1, migrations: three }).migrate();
    expect(report.warnings).toEqual([{ code: 'SCHEMA.DRIFTED', names: ['index a_note'] }]);
    expect(await statusOf(database, three)).toEqual({ state: 'as-left', since: '20270101000000_c' });
    expect(database.rows('SELECT migration FROM migrations WHERE schema IS NOT NULL')).toEqual([]);
    await createMigrator({ database: database.d1, migrations: three }).rollback({ step: 3 });
    expect(ledgerRows(database)).toEqual([]);
  });

  it.each<[string, (migrator: Migrator) => Promise<unknown>]>([
    ['rollback', (migrator) => migrator.rollback()],
    ['reset', (migrator) => migrator.reset()],
    ['refresh', (migrator) => migrator.refresh()],
    ['install', (migrator) => migrator.install()],
    ['repair', (migrator) => migrator.repair()],
  ])('of an earlier version is upgraded by a %s', async (_, command) => {
    const database = await ofEarlierVersion();
    await command(createMigrator({ database: database.d1, migrations: two }));
    await createMigrator({ database: database.d1, migrations: two }).migrate();
    expect(await statusOf(database, two)).toEqual({ state: 'as-left', since: second });
  });

  it('is refused, untouched, if the table with its second name is not its own', async () => {
    for (const made of [[], ['1_z']]) {
      const database = testDatabase();
      if (made.length > 0) {
        await createMigrator({ database: database.d1, migrations: { '1_z': createsTable('z') } }).migrate();
        database.run('DROP TABLE migrations_schema');
      }
      database.run(
        'CREATE TABLE migrations_schema (id INTEGER PRIMARY KEY, mine TEXT); INSERT INTO migrations_schema VALUES (1, 2)',
      );
      const before = database.content();
      const migrator = createMigrator({ database: database.d1, migrations: two });
      expect(await failureOf(migrator.migrate())).toMatchObject({
        code: 'LEDGER.INCOMPATIBLE',
        details: { table: 'migrations_schema', columns: ['id', 'mine'] },
      });
      expect(database.content()).toBe(before);
    }
  });

  it('is refused, untouched, if the schema that an earlier version stored was tampered with', async () => {
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
