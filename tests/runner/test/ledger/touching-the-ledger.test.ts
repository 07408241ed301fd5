// A migration never changes a ledger: a visible change is refused by name, and any other is undone.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, exportMigrations, lintMigrations, type Migration } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';

const code = 'MIGRATION.TOUCHES_LEDGER';
const base = {
  '1_base': sqlMigration(['CREATE TABLE posts (id INTEGER PRIMARY KEY, migration TEXT, migrations TEXT)']),
};

const touching = [
  'DELETE FROM migrations',
  'delete from MIGRATIONS where 1',
  'DELETE FROM "migrations"',
  'DELETE FROM [migrations]',
  'DELETE FROM `migrations`',
  "DELETE FROM 'migrations'",
  'DELETE/**/FROM -- here\n main /* x */ . "Migrations"',
  'DELETE FROM d1_migrations',
  'DELETE FROM "d1_migrations" WHERE name = \'x\'',
  "INSERT INTO migrations (migration, batch) VALUES ('9_z', 9)",
  "INSERT OR IGNORE INTO main.d1_migrations (name) VALUES ('9_z.sql')",
  "REPLACE INTO migrations (id, migration, batch) VALUES (1, 'x', 1)",
  "UPDATE migrations SET state = 'partial'",
  'UPDATE OR IGNORE migrations SET batch = 2',
  'WITH old AS (SELECT 1) DELETE FROM migrations WHERE id IN old',
  'WITH migrations AS (SELECT 1) UPDATE main.migrations SET batch = 1',
  'DROP TABLE migrations',
  'DROP TABLE IF EXISTS "d1_migrations"',
  'DROP VIEW IF EXISTS migrations',
  'ALTER TABLE migrations RENAME TO old',
  'ALTER TABLE migrations ADD COLUMN note TEXT',
  'ALTER TABLE "migrations" RENAME COLUMN batch TO lot',
  'ALTER TABLE posts RENAME TO migrations',
  'CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY)',
  'CREATE TABLE IF NOT EXISTS main.d1_migrations (id INTEGER PRIMARY KEY)',
  'CREATE TEMP TABLE migrations (id)',
  'CREATE VIEW IF NOT EXISTS migrations AS SELECT 1 AS id',
  'CREATE UNIQUE INDEX IF NOT EXISTS i ON migrations (batch)',
  'CREATE TRIGGER t AFTER INSERT ON migrations BEGIN SELECT 1; END',
  'CREATE TRIGGER t BEFORE UPDATE OF state, batch ON "migrations" BEGIN SELECT RAISE(IGNORE); END',
  'CREATE TRIGGER t AFTER INSERT ON posts BEGIN DELETE FROM migrations; END',
  "CREATE TRIGGER t AFTER UPDATE ON posts BEGIN SELECT 1; INSERT INTO migrations (migration, batch) VALUES ('x', 1); END",
  'CREATE TRIGGER t AFTER DELETE ON posts BEGIN UPDATE OR REPLACE migrations SET batch = 1; END',
  'CREATE TRIGGER t AFTER UPDATE OF id ON posts BEGIN DELETE FROM d1_migrations; END',
];

const harmless = [
  "INSERT INTO posts (migration) VALUES ('DELETE FROM migrations')",
  'INSERT INTO posts (migration) SELECT migration FROM migrations',
  'UPDATE posts SET migrations = 1, migration = (SELECT max(migration) FROM migrations)',
  'DELETE FROM posts WHERE migration IN (SELECT migration FROM migrations)',
  'ALTER TABLE posts RENAME COLUMN migrations TO migrated',
  'CREATE TABLE migrations_log AS SELECT * FROM migrations',
  'CREATE VIEW applied AS SELECT migration FROM migrations',
  'CREATE INDEX migrated ON posts (migrations)',
  'CREATE TRIGGER t AFTER UPDATE OF migrations ON posts BEGIN UPDATE posts SET migrations = NEW.migrations; END',
  'UPDATE posts SET migration = 1 -- DELETE FROM migrations',
];

describe('a statement that would change a ledger', () => {
  it.each(touching)('is refused before anything of it has run: %s', async (sql) => {
    const database = testDatabase();
    const options = { database: database.d1, wranglerLedger: 'd1_migrations' };
    await createMigrator({ ...options, migrations: base }).migrate();
    const before = database.content();
    const up = { ...base, '2_b': sqlMigration(['INSERT INTO posts DEFAULT VALUES', sql]) };
    const error = await failureOf(createMigrator({ ...options, migrations: up }).migrate());
    expect(error).toMatchObject({ code, details: { statement: { number: 2, sql } } });
    expect(error.message).toMatch(
      /^Migrating '2_b' was not started: statement 2 \(.*\) would change the ledger '(d1_)?migrations'/s,
    );
    const rehearsing = createMigrator({ ...options, migrations: up });
    expect((await failureOf(rehearsing.rehearse())).code).toBe(code);
    expect((await failureOf(rehearsing.migrate({ pretend: true }))).code).toBe(code);
    expect(database.content()).toBe(before);

    const [, exported] = await exportMigrations({ database: database.d1, migrations: up });
    expect(exported).toMatchObject({ sql: null, reason: expect.stringContaining('would change the ledger') });
    const { findings } = await lintMigrations({ migrations: up, openScratch: openMemoryD1 });
    expect(findings.filter(({ migration }) => migration === '2_b')).toMatchObject([
      {
        rule: 'failing-statement',
        severity: 'error',
        message: expect.stringContaining('would change the ledger'),
      },
    ]);
  });

  it.each(touching)('is refused in a rollback: %s', async (sql) => {
    const database = testDatabase();
    const migrations = { ...base, '2_b': sqlMigration(['CREATE TABLE b (x)'], ['DROP TABLE b', sql]) };
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate();
    const before = database.content();
    expect((await failureOf(migrator.rollback({ step: 1 }))).code).toBe(code);
    expect(database.content()).toBe(before);
    // Its file is gone, and what was stored of it is no other.
    const stored = createMigrator({ database: database.d1, migrations: base });
    expect((await failureOf(stored.rollback({ step: 1 }))).code).toBe(code);
    expect(database.content()).toBe(before);
  });

  it.each(touching)('is not run outside a transaction: %s', async (sql) => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: base }).migrate();
    const direct: Migration = {
      withinTransaction: false,
      async up(db) {
        await db.run('CREATE TABLE b (x)');
        await db.batch([db.prepare('CREATE TABLE c (x)'), db.prepare(sql)]);
      },
    };
    const error = await failureOf(
      createMigrator({ database: database.d1, migrations: { ...base, '2_b': direct } }).migrate(),
    );
    expect(error).toMatchObject({ code: 'MIGRATION.STOPPED_HALFWAY', cause: { code } });
    expect(error.message).toContain('would change the ledger');
    expect(database.rows('SELECT migration, state FROM migrations')).toEqual([
      { migration: '1_base', state: 'applied' },
      { migration: '2_b', state: 'partial' },
    ]);
    expect(database.rows("SELECT name FROM sqlite_schema WHERE name IN ('b', 'c')")).toEqual([{ name: 'b' }]);
  });

  it('is found after another in one text', async () => {
    const database = testDatabase();
    const text = 'CREATE TABLE a (x); DELETE FROM migrations';
    for (const withinTransaction of [true, false]) {
      const migrations: Record<string, Migration> = {
        '1_a': { withinTransaction, up: async (db) => void (await db.prepare(text).run()) },
      };
      const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
      expect([error.code, (error.cause as { code?: string } | undefined)?.code]).toContain(code);
    }
    expect(database.rows("SELECT name FROM sqlite_schema WHERE name = 'a'")).toEqual([]);
  });

  it('is found by the name that the ledger has', async () => {
    const database = testDatabase();
    const options = { database: database.d1, ledger: 'history', wranglerLedger: 'wrangler ledger' };
    const run = (sql: string) =>
      createMigrator({ ...options, migrations: { '1_a': sqlMigration([sql]) } }).migrate();
    expect((await failureOf(run('DELETE FROM History'))).code).toBe(code);
    expect((await failureOf(run('DELETE FROM "Wrangler Ledger"'))).code).toBe(code);
    expect((await run('CREATE TABLE migrations (id INTEGER PRIMARY KEY)')).done).toHaveLength(1);
  });
});

it.each(harmless)('a statement that only mentions a ledger runs: %s', async (sql) => {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations: base }).migrate();
  const migrations = { ...base, '2_b': sqlMigration([sql]) };
  expect((await createMigrator({ database: database.d1, migrations }).migrate()).done).toHaveLength(1);
});

describe('a ledger that is changed by an existing trigger or foreign key', () => {
  const insert = 'INSERT INTO posts DEFAULT VALUES';
  const triggers = [
    'DELETE FROM migrations',
    "DELETE FROM migrations WHERE migration = '1_base'",
    "DELETE FROM migrations WHERE migration = '2_b'",
    "UPDATE migrations SET state = 'partial' WHERE migration = '1_base'",
    "UPDATE migrations SET migration = 'x' WHERE migration = '2_b'",
    "INSERT INTO migrations (migration, batch) VALUES ('9_z', 9)",
    "UPDATE migrations SET run_id = 'x' WHERE migration = '2_b'",
  ];

  it.each(triggers)('undoes the batch as a whole: a trigger with %s', async (body) => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: base }).migrate();
    database.run(`CREATE TRIGGER t AFTER INSERT ON posts BEGIN ${body}; END`);
    const before = database.content();
    const migrations = { ...base, '2_b': sqlMigration([insert]) };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error).toMatchObject({ code, details: { ledger: 'migrations', report: { done: [] } } });
    expect(database.content()).toBe(before);
    const [, exported] = await exportMigrations({ database: database.d1, migrations });
    if (!body.includes("'1_base'") && !body.includes('9_z') && !body.includes('run_id'))
      expect(() => database.run(`BEGIN; ${exported?.sql}; COMMIT`)).toThrow('roost ledger changed');
  });

  it.each(triggers.slice(0, 2))('undoes a rollback as a whole: a trigger with %s', async (body) => {
    const database = testDatabase();
    const migrations = { ...base, '2_b': sqlMigration(['CREATE TABLE b (x)'], [insert, 'DROP TABLE b']) };
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate();
    database.run(`CREATE TRIGGER t AFTER INSERT ON posts BEGIN ${body}; END`);
    const before = database.content();
    expect((await failureOf(migrator.rollback({ step: 1 }))).code).toBe(code);
    expect(database.content()).toBe(before);
  });

  it('undoes the batch as a whole: a foreign key of a ledger taken over', async () => {
    const database = testDatabase();
    database.run(
      'CREATE TABLE batches (n INTEGER PRIMARY KEY); INSERT INTO batches VALUES (1), (2); ' +
        'CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER REFERENCES batches (n) ON DELETE CASCADE)',
    );
    await createMigrator({ database: database.d1, migrations: base }).migrate();
    const before = database.rows('SELECT * FROM migrations');
    const migrations = { ...base, '2_b': sqlMigration(['DELETE FROM batches WHERE n = 1']) };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error.code).toBe(code);
    expect(database.rows('SELECT * FROM migrations')).toEqual(before);
  });
});
