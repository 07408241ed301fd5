// Migrations whose file is gone are rolled back by the down() that the ledger has stored.
import {
  createMigrator,
  exportMigrations,
  type Migration,
  type MigrationDatabase,
} from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { secondConnection, type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import {
  createsTable,
  failureOf,
  migrationName,
  sqlMigration,
  tableMigrations,
} from '../support/migrations.ts';

const creates = async (db: MigrationDatabase): Promise<void> => void (await db.run('CREATE TABLE a (v)'));

/** What is stored of a down(). */
async function storedOf(down: Migration['down'], rest: Partial<Migration> = {}): Promise<unknown> {
  const database = testDatabase();
  const migration = { up: creates, ...(down === undefined ? {} : { down }), ...rest };
  await createMigrator({ database: database.d1, migrations: { '1_a': migration } }).migrate();
  return (database.rows('SELECT down_sql FROM migrations') as { down_sql: unknown }[])[0]?.down_sql;
}

/** These were applied, and all files are gone. */
async function orphaned(migrations: Readonly<Record<string, Migration>>): Promise<TestDatabase> {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations }).migrate();
  return database;
}

describe('a down() at the time of its up()', () => {
  it('is stored with its values as literals', async () => {
    const blob = new Uint8Array([0, 255]);
    const stored = await storedOf(async (db) => {
      await db.run('DELETE FROM a WHERE v IN (?, ?2, ?1, ?, ?) -- end', "it's", 1.5, null, blob);
      await db.exec('DROP TABLE a; DROP VIEW b');
    });
    expect(stored).toBe(
      "DELETE FROM a WHERE v IN ('it''s', 1.5, 'it''s', NULL, x'00ff') -- end\n;\nDROP TABLE a;\nDROP VIEW b;",
    );
  });

  it('is not stored if it cannot be recorded', async () => {
    const reads: Migration['down'] = async (db) => void (await db.prepare('SELECT * FROM a').all());
    const catches: Migration['down'] = async (db) =>
      void (await db
        .prepare('SELECT 1')
        .all()
        .catch(() => {}));
    const throws = () => Promise.reject(new Error('Not now.'));
    const begins: Migration['down'] = async (db) => void (await db.run('BEGIN'));
    for (const down of [undefined, reads, catches, throws, begins]) expect(await storedOf(down)).toBe(null);
  });

  it('is not stored if it would not be read back unchanged', async () => {
    const runs = (sql: string, ...values: readonly unknown[]): Migration['down'] =>
      async function () {
        await this.db.run(sql, ...values);
      };
    expect(await storedOf(runs("INSERT INTO a VALUES ('\0')"))).toBe(null);
    expect(await storedOf(runs('CREATE TABLE b AS SELECT ? AS v', 1))).toBe(null);
    expect(await storedOf(runs('DROP TABLE a /* never closed'))).toBe(null);
    expect(await storedOf(runs('INSERT INTO a VALUES (?)', 1, 2))).toBe(null);
    expect(await storedOf(runs('INSERT INTO a VALUES (?)', 'x'.repeat(100_000)))).toBe(null);
    expect(await storedOf(runs('INSERT INTO a VALUES (?)', "'".repeat(50_000)))).toBe(null);
    expect(await storedOf(runs('INSERT INTO a VALUES (?)', 'x'.repeat(80_000)))).not.toBe(null);
    expect(await storedOf(runs('INSERT INTO a VALUES (?)', 'a\0b'))).not.toBe(null);
  });

  it('is not called if the migration is outside a transaction', async () => {
    const throws = () => Promise.reject(new Error('It must not be called.'));
    expect(await storedOf(throws, { withinTransaction: false })).toBe(null);
  });

  it('runs nothing, whatever it does', async () => {
    const database = await orphaned({
      '1_a': {
        up: creates,
        async down(db) {
          await db.run('DROP TABLE a');
          await db.batch([db.prepare('CREATE TABLE b (v)')]);
          await db.exec('CREATE TABLE c (v)');
        },
      },
    });
    expect(tableNames(database)).toEqual(['a']);
  });

  it('is stored as nothing if it does nothing', async () => {
    const database = await orphaned({ '1_a': { up: creates, down: () => {} } });
    const migrator = createMigrator({ database: database.d1, migrations: {} });
    expect((await migrator.rollback()).done).toMatchObject([{ name: '1_a', statements: 0 }]);
    expect(database.rows('SELECT * FROM migrations')).toEqual([]);
  });
});

describe('a migration whose file is gone', () => {
  it('is rolled back by its stored down(), trigger, values and all, after a warning', async () => {
    const trigger = 'CREATE TRIGGER t AFTER INSERT ON kept BEGIN\r\n  SELECT 1; -- ;\r\nEND';
    const database = await orphaned({
      '1_kept': sqlMigration(['CREATE TABLE kept (v)', "INSERT INTO kept VALUES ('old')"]),
      '2_a': {
        up: creates,
        async down(db) {
          await db.run('DROP TABLE a');
          await db.run(trigger);
          await db.run('UPDATE kept SET v = ?', "it's a\r\nnew\0one;");
        },
      },
    });
    const migrator = createMigrator({ database: database.d1, migrations: {} });
    const warnings = [{ code: 'MIGRATION.MISSING', names: ['2_a'] }];
    const pretended = await migrator.rollback({ step: 1, pretend: true });
    expect(pretended).toMatchObject({ warnings, steps: [{ statements: [{}, { sql: trigger }, {}] }] });
    expect(await migrator.rollback({ step: 1 })).toMatchObject({ warnings, done: [{ name: '2_a' }] });
    expect(tableNames(database)).toEqual(['kept']);
    expect(database.rows('SELECT v FROM kept')).toEqual([{ v: "it's a\r\nnew\0one;" }]);
    expect(database.schema()).toContain(trigger);
  });

  it('is not rolled back if nothing is stored, and neither is anything else in the plan', async () => {
    const database = await orphaned({ '1_a': { up: creates }, '2_b': createsTable('b') });
    const before = database.content();
    const migrator = createMigrator({ database: database.d1, migrations: {} });
    for (const command of [() => migrator.rollback(), () => migrator.reset()]) {
      const error = await failureOf(command());
      expect([error.code, error.details['names']]).toEqual(['MIGRATION.MISSING', ['1_a']]);
    }
    expect(database.content()).toBe(before);
  });

  it('is not rolled back while it is partial, whatever is stored', async () => {
    const database = await orphaned(tableMigrations('a'));
    database.run("UPDATE migrations SET state = 'partial'");
    const migrator = createMigrator({ database: database.d1, migrations: {} });
    expect((await failureOf(migrator.rollback())).code).toBe('MIGRATION.PARTIAL');
    expect(tableNames(database)).toEqual(['a']);
  });

  it('is rolled back by a reset, and not applied again', async () => {
    const database = await orphaned(tableMigrations('a', 'b'));
    const { [migrationName(2, 'b')]: b } = tableMigrations('a', 'b');
    const migrations = { [migrationName(2, 'b')]: b };
    const report = await createMigrator({ database: database.d1, migrations }).reset();
    expect(report.warnings).toEqual([{ code: 'MIGRATION.MISSING', names: [migrationName(1, 'a')] }]);
    expect(tableNames(database)).toEqual(['b']);
  });

  it('is rolled back by its file if it has one, whatever is stored', async () => {
    const database = await orphaned(tableMigrations('a'));
    database.run("UPDATE migrations SET down_sql = 'DROP TABLE nowhere;'");
    await createMigrator({ database: database.d1, migrations: tableMigrations('a') }).rollback();
    expect(tableNames(database)).toEqual([]);
  });

  it('leaves everything as it was if its rollback fails', async () => {
    const database = await orphaned({
      '1_a': sqlMigration(['CREATE TABLE a (v)'], ['DROP TABLE a', 'DROP TABLE x']),
    });
    const before = database.content();
    const error = await failureOf(createMigrator({ database: database.d1, migrations: {} }).rollback());
    expect(error.message).toContain("Rolling back '1_a' failed at statement 2 (DROP TABLE x)");
    expect(database.content()).toBe(before);
  });
});

describe('the ledger', () => {
  const laravels =
    'id integer primary key autoincrement not null, migration varchar not null, batch integer not null';
  const olderLedger =
    "id INTEGER PRIMARY KEY AUTOINCREMENT, migration TEXT NOT NULL UNIQUE, batch INTEGER NOT NULL, checksum TEXT, run_id TEXT, applied_at TEXT, state TEXT NOT NULL DEFAULT 'applied', bookmark TEXT";

  it.each([laravels, olderLedger])(
    'without the column gets it from the first batch that writes: %s',
    async (columns) => {
      const database = testDatabase();
      database.run(`CREATE TABLE migrations (${columns}); CREATE TABLE a (v);
      INSERT INTO migrations (migration, batch) VALUES ('1_a', 1)`);
      const before = database.content();
      const migrations = { '1_a': createsTable('a'), '2_b': createsTable('b') };
      const migrator = createMigrator({ database: database.d1, migrations });
      await migrator.status();
      await migrator.migrate({ pretend: true });
      const gone = createMigrator({ database: database.d1, migrations: {} });
      expect((await failureOf(gone.rollback())).code).toBe('MIGRATION.MISSING');
      expect(database.content()).toBe(before);
      await migrator.migrate();
      expect(database.rows('SELECT migration, down_sql FROM migrations')).toEqual([
        { migration: '1_a', down_sql: null },
        { migration: '2_b', down_sql: 'DROP TABLE b;' },
      ]);
      await gone.rollback();
      expect(tableNames(database)).toEqual(['a']);
    },
  );

  it('without all columns accepts what wrangler applies once it is installed again, and stores nothing for it', async () => {
    const database = testDatabase();
    database.run(`CREATE TABLE migrations (${olderLedger})`);
    const migrations = { '1_a': createsTable('a'), '2_b': createsTable('b') };
    const [first] = await exportMigrations({ database: database.d1, migrations });
    expect(() => database.run(`BEGIN; ${first?.sql}; COMMIT`)).toThrow('no such column: schema');
    expect(tableNames(database)).toEqual([]);
    await createMigrator({ database: database.d1, migrations }).install();
    database.run(first?.sql ?? '');
    await createMigrator({ database: database.d1, migrations }).migrate();
    expect(database.rows("SELECT run_id = 'wrangler' AS w, down_sql FROM migrations")).toEqual([
      { w: 1, down_sql: null },
      { w: 0, down_sql: 'DROP TABLE b;' },
    ]);
  });

  it('does not show the SQL of a down() in an error', async () => {
    const database = await orphaned(tableMigrations('a'));
    const secret: Migration = {
      up: (db) => void db.run('CREATE TABLE s (v)'),
      down: (db) => void db.run('DELETE FROM s WHERE v = ?', 'the secret'),
    };
    const other = createMigrator({ database: secondConnection(database), migrations: { '9_s': secret } });
    const approve = async (): Promise<void> => void (await other.migrate());
    const migrations = tableMigrations('a', 'b');
    const error = await failureOf(createMigrator({ database: database.d1, migrations, approve }).migrate());
    expect(error.code).toBe('LEDGER.CONFLICT');
    expect(JSON.stringify(error.details)).not.toContain('the secret');
  });
});
