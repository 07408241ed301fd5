import type { D1Database } from '@cloudflare/workers-types';
import { createMigrator, type MigrationEvent } from '@roostjs/migrations-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { farAway, tableNames, testDatabase } from '../support/database.ts';
import {
  createsTable,
  failureOf,
  migrationName,
  sqlMigration,
  tableMigrations,
} from '../support/migrations.ts';

describe('migrate', () => {
  it('applies pending migrations in the order of names, as one batch', async () => {
    const database = testDatabase();
    const { [migrationName(2, 'b')]: second, ...rest } = tableMigrations('a', 'b', 'c');
    const migrations = { ...rest, [migrationName(2, 'b')]: second };
    const report = await createMigrator({ database: database.d1, migrations }).migrate();
    expect(report.done.map(({ name, batch, statements }) => [name, batch, statements])).toEqual([
      [migrationName(1, 'a'), 1, 1],
      [migrationName(2, 'b'), 1, 1],
      [migrationName(3, 'c'), 1, 1],
    ]);
    expect(tableNames(database)).toEqual(['a', 'b', 'c']);
    expect(database.rows('SELECT migration, batch, state, run_id FROM migrations ORDER BY id')).toEqual(
      ['a', 'b', 'c'].map((table, index) => ({
        migration: migrationName(index + 1, table),
        batch: 1,
        state: 'applied',
        run_id: report.runId,
      })),
    );
  });

  it('gives the next run the next batch, and does nothing if nothing is pending', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: tableMigrations('a') }).migrate();
    const migrator = createMigrator({ database: database.d1, migrations: tableMigrations('a', 'b') });
    expect((await migrator.migrate()).done.map((step) => step.batch)).toEqual([2]);
    const before = database.content();
    const nothing = await migrator.migrate();
    expect([nothing.done, nothing.skipped, nothing.remaining]).toEqual([[], [], []]);
    expect(database.content()).toBe(before);
  });

  it('with step, gives each migration a batch of its own', async () => {
    const database = testDatabase();
    const report = await createMigrator({
      database: database.d1,
      migrations: tableMigrations('a', 'b'),
    }).migrate({
      step: true,
    });
    expect(report.done.map((step) => step.batch)).toEqual([1, 2]);
  });

  it('loads only pending migrations', async () => {
    const database = testDatabase();
    const loaded: string[] = [];
    const lazy = (name: string, table: string) => ({
      name,
      load: async () => {
        loaded.push(name);
        return { default: createsTable(table) };
      },
    });
    const source = (...names: readonly string[]) => ({
      list: async () => names.map((name) => lazy(name, name.slice(2))),
    });
    await createMigrator({ database: database.d1, migrations: source('1_a') }).migrate();
    await createMigrator({ database: database.d1, migrations: source('1_a', '2_b') }).migrate();
    expect(loaded).toEqual(['1_a', '2_b']);
  });

  it('runs a migration that is older than the newest applied one, with a warning', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: { '2_b': createsTable('b') } }).migrate();
    const migrations = { '1_a': createsTable('a'), '2_b': createsTable('b') };
    const report = await createMigrator({ database: database.d1, migrations }).migrate();
    expect(report.done.map((step) => step.name)).toEqual(['1_a']);
    expect(report.warnings).toEqual([{ code: 'MIGRATION.OUT_OF_ORDER', names: ['1_a'] }]);
  });

  it('goes on with a warning if the file of an applied migration is gone', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: tableMigrations('a') }).migrate();
    const report = await createMigrator({
      database: database.d1,
      migrations: { '3_c': createsTable('c') },
    }).migrate();
    expect(report.warnings).toContainEqual({ code: 'MIGRATION.MISSING', names: [migrationName(1, 'a')] });
    expect(tableNames(database)).toEqual(['a', 'c']);
  });

  it('notifies its listener of each step, and a listener that throws changes nothing', async () => {
    const database = testDatabase();
    const events: MigrationEvent['type'][] = [];
    const report = await createMigrator({
      database: database.d1,
      migrations: tableMigrations('a', 'b'),
      onEvent: (event) => {
        events.push(event.type);
        throw new Error(`no ear for ${event.type}`);
      },
    }).migrate();
    expect(events).toEqual([
      'run-started',
      'step-started',
      'step-finished',
      'step-started',
      'step-finished',
      'run-finished',
    ]);
    expect(report.done).toHaveLength(2);
    expect(report.listenerErrors).toContain('step-finished: no ear for step-finished');
  });

  it('goes on if its listener rejects later, and leaves no unhandled rejection', async () => {
    const database = testDatabase();
    const strays: unknown[] = [];
    const noteStray = (reason: unknown) => strays.push(reason);
    process.on('unhandledRejection', noteStray);
    onTestFinished(() => void process.off('unhandledRejection', noteStray));
    const report = await createMigrator({
      database: farAway(database.d1),
      migrations: tableMigrations('a', 'b'),
      onEvent: async ({ type }) => {
        throw new Error(`no ear for ${type}`);
      },
    }).migrate();
    await new Promise((resolve) => setImmediate(resolve));
    expect(strays).toEqual([]);
    expect(report.done).toHaveLength(2);
    expect(report.listenerErrors).toContain('step-finished: no ear for step-finished');
  });

  it('measures durations with the clock it is given', async () => {
    const database = testDatabase();
    let time = 1000;
    const now = () => {
      time += 7;
      return time;
    };
    const report = await createMigrator({
      database: database.d1,
      migrations: tableMigrations('a'),
      now,
    }).migrate();
    expect(report.done[0]?.durationMs).toBe(7);
  });

  it('checks every pending module before the first write', async () => {
    const database = testDatabase();
    const migrations = { '1_a': createsTable('a'), '2_b': { down: async () => {} } };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error.code).toBe('MIGRATION.EXPORT_INVALID');
    expect(error.message).toContain("'2_b'");
    expect(tableNames(database)).toEqual([]);
  });

  it.each([
    ['a name without digits', { create_a: createsTable('a') }, 'MIGRATION.NAME_INVALID'],
    [
      'two keys of one name',
      { 'x/1_a.ts': createsTable('a'), 'y/1_a.ts': createsTable('b') },
      'MIGRATION.NAME_DUPLICATE',
    ],
    ['no default export', { '1_a': import('../support/no-default-export.ts') }, 'MIGRATION.EXPORT_INVALID'],
    ['a function for a migration', { '1_a': async () => 42 }, 'MIGRATION.EXPORT_INVALID'],
    [
      'an up that is a generator, which nobody runs',
      { '1_a': { async *up() {} } },
      'MIGRATION.EXPORT_INVALID',
    ],
    ['a down that is a generator', { '1_a': { up() {}, *down() {} } }, 'MIGRATION.EXPORT_INVALID'],
    ['a down that is not a function', { '1_a': { up() {}, down: 'DROP' } }, 'MIGRATION.EXPORT_INVALID'],
    [
      'a withinTransaction that is text',
      { '1_a': { up() {}, withinTransaction: 'no' } },
      'MIGRATION.EXPORT_INVALID',
    ],
  ])('refuses %s', async (_, migrations, code) => {
    const database = testDatabase();
    const record = Object.fromEntries(
      await Promise.all(Object.entries(migrations).map(async ([key, value]) => [key, await value] as const)),
    );
    const error = await failureOf(createMigrator({ database: database.d1, migrations: record }).migrate());
    expect(error.code).toBe(code);
  });

  it('accepts modules, migrations and functions that import one, by paths or names', async () => {
    const database = testDatabase();
    const migrations = {
      './database/migrations/1_a.ts': { default: createsTable('a') },
      '2_b': createsTable('b'),
      './3_c.mjs': async () => ({ default: createsTable('c') }),
    };
    const report = await createMigrator({ database: database.d1, migrations }).migrate();
    expect(report.done.map((step) => step.name)).toEqual(['1_a', '2_b', '3_c']);
  });

  it('orders by the leading number, as wrangler does', async () => {
    const database = testDatabase();
    const migrations = { '10_b': createsTable('b'), '9_a': createsTable('a'), '0011_c': createsTable('c') };
    const report = await createMigrator({ database: database.d1, migrations }).migrate();
    expect(report.done.map((step) => step.name)).toEqual(['9_a', '10_b', '0011_c']);
  });
});

describe('a migration that fails', () => {
  const statements = [
    'CREATE TABLE b (id INTEGER PRIMARY KEY, n TEXT UNIQUE)',
    "INSERT INTO b (n) VALUES ('x')",
    "UPDATE a SET note = 'changed'",
    'CREATE INDEX idx_b_n ON b (n)',
  ];

  it.each([0, 1, 2, 3, 4])('at statement %i leaves everything as it was before', async (at) => {
    const database = testDatabase();
    const first = sqlMigration(['CREATE TABLE a (note TEXT)', "INSERT INTO a VALUES ('kept')"]);
    await createMigrator({ database: database.d1, migrations: { '1_a': first } }).migrate();
    const before = database.content();
    const broken = sqlMigration(statements.toSpliced(at, 0, '-- why\nINSERT INTO nowhere VALUES (1)'));
    const migrations = { '1_a': first, '2_b': broken, '3_c': createsTable('c') };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(database.content()).toBe(before);
    expect(error.code).toBe('MIGRATION.FAILED');
    expect(error.message).toBe(
      `Migrating '2_b' failed at statement ${at + 1} (INSERT INTO nowhere VALUES (1)): D1_ERROR: no such table: nowhere: SQLITE_ERROR`,
    );
    expect(error.details['report']).toMatchObject({
      done: [],
      remaining: [{ name: '2_b' }, { name: '3_c' }],
    });
  });

  it('keeps the earlier migrations of its run', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': createsTable('a'),
      '2_b': sqlMigration(['nonsense']),
      '3_c': createsTable('c'),
    };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(tableNames(database)).toEqual(['a']);
    expect(error.details['report']).toMatchObject({
      done: [{ name: '1_a' }],
      remaining: [{ name: '2_b' }, { name: '3_c' }],
    });
    const { pending } = await createMigrator({ database: database.d1, migrations }).status();
    expect(pending).toBe(2);
  });

  it('with an error of its own is reported with that error as the cause', async () => {
    const database = testDatabase();
    const cause = new Error('no coffee');
    const migrations = {
      '1_a': {
        up() {
          throw cause;
        },
      },
    };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect([error.code, error.cause]).toEqual(['MIGRATION.FAILED', cause]);
  });

  it('on a read names the statement of the read', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': {
        async up(db: D1Database) {
          await db.prepare('SELECT 1').all();
          await db.prepare('SELECT * FROM nowhere').all();
        },
      },
    };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error.details['statement']).toMatchObject({ number: 2, sql: 'SELECT * FROM nowhere' });
  });

  it('at a foreign key leaves nothing, because foreign keys are on', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': sqlMigration([
        'CREATE TABLE users (id INTEGER PRIMARY KEY)',
        'CREATE TABLE posts (author_id INTEGER NOT NULL REFERENCES users (id))',
        'INSERT INTO posts VALUES (7)',
      ]),
    };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error.message).toContain(
      'at statement 3 (INSERT INTO posts VALUES (7)): D1_ERROR: FOREIGN KEY constraint failed',
    );
    expect(tableNames(database)).toEqual([]);
  });

  it('at the commit, for a deferred foreign key, names no statement and leaves nothing', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': sqlMigration([
        'CREATE TABLE users (id INTEGER PRIMARY KEY)',
        'CREATE TABLE posts (author_id INTEGER REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED)',
        'INSERT INTO posts VALUES (7)',
      ]),
    };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error.code).toBe('MIGRATION.FAILED');
    expect(error.details['statement']).toBeNull();
    expect(tableNames(database)).toEqual([]);
  });
});
