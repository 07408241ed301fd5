import {
  createMigrator,
  type MigrationDatabase,
  type SqlDatabase,
  type SqlStatement,
} from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { createsTable, failureOf, tableMigrations } from '../support/migrations.ts';

describe('the ledger', () => {
  it('of Laravel, with its three columns, is taken over', async () => {
    const database = testDatabase();
    database.run(`
      CREATE TABLE "migrations" ("id" integer primary key autoincrement not null, "migration" varchar not null, "batch" integer not null);
      CREATE TABLE a (id INTEGER PRIMARY KEY);
      INSERT INTO migrations (migration, batch) VALUES ('1_a', 4);`);
    const migrations = { '1_a': createsTable('a'), '2_b': createsTable('b') };
    const migrator = createMigrator({ database: database.d1, migrations });
    expect((await migrator.status()).migrations).toMatchObject([
      { name: '1_a', state: 'applied', batch: 4, appliedAt: null },
      { name: '2_b', state: 'pending' },
    ]);
    expect(database.rows("SELECT name FROM pragma_table_info('migrations')")).toHaveLength(3);
    expect((await migrator.migrate()).done).toMatchObject([{ name: '2_b', batch: 5 }]);
    await migrator.rollback({ step: 2 });
    expect(tableNames(database)).toEqual([]);
  });

  it('taken over without AUTOINCREMENT and NOT NULL keeps the same guarantees', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INT)');
    const overtaken = createMigrator({
      database: database.d1,
      migrations: {
        '1_a': {
          async up(db: MigrationDatabase) {
            // Another run takes the same steps meanwhile, and takes them back: the ids look as before.
            const other = createMigrator({ database: database.d1, migrations: tableMigrations('x') });
            await other.migrate();
            await other.rollback();
            await db.run('CREATE TABLE a (x)');
          },
        },
      },
    });
    await overtaken.migrate();
    expect(tableNames(database)).toEqual(['a']);
  });

  it('detects another run even if its name is given in another case', async () => {
    const database = testDatabase();
    const options = { database: database.d1, ledger: 'Ledger' };
    const other = createMigrator({ ...options, migrations: tableMigrations('x') });
    await other.install();
    // Another run takes a step before the first batch, and takes it back before the ledger is looked at again.
    let isFirst = true;
    let isRecorded = false;
    const far: SqlDatabase = {
      prepare: (sql) => {
        isRecorded ||= sql.startsWith('CREATE TABLE a');
        return database.d1.prepare(sql) as SqlStatement;
      },
      batch: async (statements) => {
        const isOvertaken = isFirst && isRecorded;
        if (isOvertaken) await other.migrate();
        try {
          return (await database.d1.batch(statements as never)) as never;
        } finally {
          if (isOvertaken) await other.rollback();
          isFirst &&= !isOvertaken;
        }
      },
    };
    const migrations = { '2_a': createsTable('a') };
    await createMigrator({ database: far, migrations, ledger: 'LEDGER' }).migrate();
    expect(tableNames(database)).toEqual(['Ledger', 'Ledger_schema', 'a']);
  });

  it('taken over is not reported as installed if its columns could not be added', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INT)');
    const before = database.content();
    const far = losing(database.d1, 'refused');
    const failure = await failureOf(createMigrator({ database: far, migrations: {} }).install());
    expect(failure.code).toBe('LEDGER.INSTALL_FAILED');
    expect(database.content()).toBe(before);
  });

  it.each(['lost-before', 'lost-after', 'lost-and-late', 'too-many'] as const)(
    'taken over is installed once even if a batch is %s',
    async (fate) => {
      const database = testDatabase();
      database.run('CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INT)');
      const far = losing(database.d1, fate);
      expect(await createMigrator({ database: far, migrations: {} }).install()).toBe(true);
      expect(database.rows("SELECT name FROM pragma_table_info('migrations')")).toHaveLength(14);
    },
  );

  it('is undone if the first run over a table taken over is rolled back', async () => {
    const database = testDatabase();
    database.run(`
      CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INT);
      CREATE TABLE a (x); INSERT INTO migrations VALUES (1, '1_a', 1);`);
    await createMigrator({ database: database.d1, migrations: { '1_a': createsTable('a') } }).rollback();
    expect(tableNames(database)).toEqual([]);
  });

  it('can have another name', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE migrations (whatever TEXT)');
    await createMigrator({
      database: database.d1,
      migrations: { '1_a': createsTable('a') },
      ledger: 'roost_ledger',
    }).migrate();
    expect(database.rows('SELECT migration FROM roost_ledger')).toEqual([{ migration: '1_a' }]);
  });

  it.each(['', 'a b', 'a"b', 'sqlite_x', '_cf_x', '1x', "x'; DROP TABLE a"])(
    'cannot be named %j',
    (ledger) => {
      const database = testDatabase();
      expect(() => createMigrator({ database: database.d1, migrations: {}, ledger })).toThrow(
        expect.objectContaining({ code: 'LEDGER.NAME_INVALID' }),
      );
    },
  );

  it.each([
    ['without an id', 'CREATE TABLE migrations (migration TEXT, batch INT)'],
    [
      'with an id that is no key',
      'CREATE TABLE migrations (id SERIAL PRIMARY KEY, migration TEXT, batch INT)',
    ],
    ['of birds', 'CREATE TABLE migrations (id INTEGER PRIMARY KEY, bird TEXT, route TEXT)'],
    [
      'with a column more',
      'CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INT, bird TEXT)',
    ],
    ['that is a view', "CREATE VIEW migrations AS SELECT 1 AS id, 'x' AS migration, 1 AS batch"],
  ])('refuses a foreign table %s, untouched', async (_, sql) => {
    const database = testDatabase();
    database.run(sql);
    const before = database.content();
    const migrator = createMigrator({ database: database.d1, migrations: { '1_a': createsTable('a') } });
    for (const command of [() => migrator.migrate(), () => migrator.status(), () => migrator.rollback()]) {
      expect((await failureOf(command())).code).toBe('LEDGER.INCOMPATIBLE');
    }
    expect(database.content()).toBe(before);
  });

  it.each([
    ['a name twice', "(1, '1_a', 1), (2, '1_a', 1)"],
    ['a row without a name', '(1, NULL, 1)'],
    ['a batch that is text', "(1, '1_a', 'one')"],
  ])('refuses %s', async (_, values) => {
    const database = testDatabase();
    database.run(
      `CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch); INSERT INTO migrations VALUES ${values}`,
    );
    const migrator = createMigrator({ database: database.d1, migrations: { '1_a': createsTable('a') } });
    expect((await failureOf(migrator.migrate())).code).toBe('LEDGER.CORRUPT');
  });

  describe('that was tampered with', () => {
    /** Two applied migrations, of which the second one's row is damaged, and a third to run. */
    async function damaged(sql: string) {
      const database = testDatabase();
      const migrations = tableMigrations('a', 'b');
      await createMigrator({ database: database.d1, migrations }).migrate();
      database.run(sql);
      const more = { ...migrations, '9_c': createsTable('c') };
      return { database, migrator: createMigrator({ database: database.d1, migrations: more }) };
    }

    it.each([
      ['an id beyond what a number can tell', 'UPDATE migrations SET id = 9007199254740993 WHERE id = 2'],
      ['a batch beyond what a number can tell', 'UPDATE migrations SET batch = 9223372036854775807'],
      ['a batch of 0', 'UPDATE migrations SET batch = 0 WHERE id = 2'],
      ['a batch below 0, which a rollback did not see', 'UPDATE migrations SET batch = -1'],
      ['a checksum that is no text', "UPDATE migrations SET checksum = x'00' WHERE id = 2"],
      ['a run that is no text', "UPDATE migrations SET run_id = x'00' WHERE id = 2"],
      ['a time that is no text', "UPDATE migrations SET applied_at = x'00' WHERE id = 2"],
      ['a bookmark that is no text', "UPDATE migrations SET bookmark = x'00' WHERE id = 2"],
      ['a stored down() that is no text', "UPDATE migrations SET down_sql = x'00' WHERE id = 2"],
    ])('is refused for %s, and nothing is written', async (_, sql) => {
      const { database, migrator } = await damaged(sql);
      const before = database.content();
      for (const command of [() => migrator.migrate(), () => migrator.rollback(), () => migrator.status()]) {
        expect((await failureOf(command())).code).toBe('LEDGER.CORRUPT');
      }
      expect(database.content()).toBe(before);
    });

    it('in its last row, so that this keeps changing between reads, ends the run', async () => {
      const { database, migrator } = await damaged(
        "UPDATE migrations SET run_id = CAST(x'ff' AS TEXT) WHERE id = 2",
      );
      const before = database.content();
      const { code, details } = await failureOf(migrator.migrate());
      expect([code, details]).toMatchObject(['LEDGER.CORRUPT', { report: { remaining: [{ name: '9_c' }] } }]);
      expect(database.content()).toBe(before);
    });

    it('by a trigger that drops the row is refused, instead of applied without a row', async () => {
      const { database, migrator } = await damaged(
        'CREATE TRIGGER t BEFORE INSERT ON Migrations BEGIN SELECT RAISE(IGNORE); END',
      );
      const before = database.content();
      const { code, message } = await failureOf(migrator.migrate());
      expect([code, message]).toEqual(['LEDGER.INCOMPATIBLE', expect.stringContaining("'t'")]);
      expect(database.content()).toBe(before);
    });

    it('in a stored down(), so that it holds no statement, is not rolled back by running nothing', async () => {
      const { database } = await damaged("UPDATE migrations SET down_sql = '/* DROP TABLE b' WHERE id = 2");
      const before = database.content();
      const migrator = createMigrator({ database: database.d1, migrations: tableMigrations('a') });
      expect((await failureOf(migrator.rollback())).code).toBe('LEDGER.CORRUPT');
      expect(database.content()).toBe(before);
    });
  });

  it('that the database cannot read is reported with a code', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE t (id); CREATE VIEW migrations AS SELECT id FROM t; DROP TABLE t');
    const migrator = createMigrator({ database: database.d1, migrations: { '1_a': createsTable('a') } });
    expect(await failureOf(migrator.status())).toMatchObject({
      code: 'LEDGER.UNREADABLE',
      message: expect.stringContaining('no such table: main.t'),
    });
  });

  it('is not written by commands that only read', async () => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations: tableMigrations('a') });
    await migrator.status();
    await migrator.migrate({ pretend: true });
    await migrator.rollback();
    expect(database.rows('SELECT * FROM sqlite_schema')).toEqual([]);
  });
});
