// Databases that other tools have built are adopted from their ledgers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type Migration, type Migrator } from '@roostjs/migrations-core';
import SqliteDatabase from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate as drizzleMigrate } from 'drizzle-orm/better-sqlite3/migrator';
import knex from 'knex';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { Migrator as KyselyMigrator } from 'kysely/migration';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)';
const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id))';

const migrations: Readonly<Record<string, Migration>> = {
  '0001_users': sqlMigration([users], ['DROP TABLE users']),
  '0002_posts': sqlMigration([posts], ['DROP TABLE posts']),
  '0003_tags': sqlMigration(['CREATE TABLE tags (id INTEGER PRIMARY KEY)'], ['DROP TABLE tags']),
};
const [first = '', second = '', third = ''] = Object.keys(migrations);

function scratch() {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  return database;
}

const migratorOf = (database: TestDatabase, files = migrations): Migrator =>
  createMigrator({ database: database.d1, migrations: files });

const recorded = (database: TestDatabase) =>
  database.rows('SELECT migration, batch, state, applied_at FROM migrations ORDER BY id');

const row = (migration: string, batch: number) => ({ migration, batch, state: 'applied', applied_at: null });

/** Each builds the first two migrations in its own way, with its own ledger. */
const builders: Readonly<Record<string, (path: string) => Promise<void>>> = {
  wrangler: async (path) => {
    const sqlite = new SqliteDatabase(path);
    // As `wrangler d1 migrations apply` makes it: d1/migrations/helpers.ts.
    sqlite.exec(`
      CREATE TABLE IF NOT EXISTS "d1_migrations"(
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        name       TEXT UNIQUE,
        applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
      );
      ${users}; INSERT INTO "d1_migrations" (name) values ('0001_users.sql');
      ${posts}; INSERT INTO "d1_migrations" (name) values ('0002_posts.sql')`);
    sqlite.close();
  },
  drizzle: async (path) => {
    const folder = join(dirname(path), 'drizzle');
    mkdirSync(join(folder, 'meta'), { recursive: true });
    writeFileSync(join(folder, '0000_first.sql'), `${users};`);
    writeFileSync(join(folder, '0001_second.sql'), `${posts};`);
    const entries = ['0000_first', '0001_second'].map((tag, idx) => ({
      idx,
      version: '6',
      when: 1_700_000_000_000 + idx,
      tag,
      breakpoints: true,
    }));
    writeFileSync(
      join(folder, 'meta', '_journal.json'),
      JSON.stringify({ version: '7', dialect: 'sqlite', entries }),
    );
    const sqlite = new SqliteDatabase(path);
    drizzleMigrate(drizzle(sqlite), { migrationsFolder: folder });
    sqlite.close();
  },
  prisma: async (path) => {
    const sqlite = new SqliteDatabase(path);
    // As Prisma's schema engine makes it for SQLite.
    sqlite.exec(`
      CREATE TABLE "_prisma_migrations" (
        "id"                    TEXT PRIMARY KEY NOT NULL,
        "checksum"              TEXT NOT NULL,
        "finished_at"           DATETIME,
        "migration_name"        TEXT NOT NULL,
        "logs"                  TEXT,
        "rolled_back_at"        DATETIME,
        "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
        "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
      );
      ${users};
      INSERT INTO _prisma_migrations VALUES ('a', 'x', 1700000000000, '0001_users', NULL, NULL, 1699999999000, 1);
      INSERT INTO _prisma_migrations VALUES ('b', 'x', NULL, '0002_posts', 'failed', 1700000001000, 1700000000500, 0);
      ${posts};
      INSERT INTO _prisma_migrations VALUES ('c', 'x', 1700000002000, '0002_posts', NULL, NULL, 1700000001500, 1)`);
    sqlite.close();
  },
  knex: async (path) => {
    const db = knex({ client: 'better-sqlite3', connection: { filename: path }, useNullAsDefault: true });
    const names = ['0001_users', '0002_posts'];
    for (const count of [1, 2]) {
      await db.migrate.latest({
        migrationSource: {
          getMigrations: async () => names.slice(0, count),
          getMigrationName: (name: string) => `${name}.js`,
          getMigration: async (name: string) => ({
            up: (knexDb: typeof db) => knexDb.raw(name === '0001_users' ? users : posts),
            down: async () => {},
          }),
        },
      });
    }
    await db.destroy();
  },
  kysely: async (path) => {
    const db = new Kysely<never>({ dialect: new SqliteDialect({ database: new SqliteDatabase(path) }) });
    const provider = {
      getMigrations: async () => ({
        '0001_users': { up: async (k: Kysely<never>) => void (await sql.raw(users).execute(k)) },
        '0002_posts': { up: async (k: Kysely<never>) => void (await sql.raw(posts).execute(k)) },
      }),
    };
    const { error } = await new KyselyMigrator({ db, provider }).migrateToLatest();
    if (error !== undefined) throw error;
    await db.destroy();
  },
};

async function builtBy(tool: string): Promise<TestDatabase> {
  const database = testDatabase();
  await builders[tool]?.(database.path);
  return database;
}

describe.each(Object.keys(builders))('a database built with %s', (tool) => {
  it('is adopted from its ledger without running anything', async () => {
    const database = await builtBy(tool);
    const tables = tableNames(database);
    const plan = await migratorOf(database).adopt({ scratch: scratch() });
    expect(plan.tool).toBe(tool);
    expect(plan.differences).toEqual([]);
    expect(tableNames(database)).toEqual(tables);
    expect(recorded(database)).toEqual([row(first, 1), row(second, tool === 'knex' ? 2 : 1)]);
  });

  it('goes on from there with migrate, status and rollback', async () => {
    const database = await builtBy(tool);
    const migrator = migratorOf(database);
    await migrator.adopt({ scratch: scratch() });
    const status = await migrator.status();
    expect(status.migrations.map(({ state }) => state)).toEqual(['applied', 'applied', 'pending']);
    expect(status.schema).toEqual({ state: 'as-left', since: second });
    expect((await migrator.migrate()).done.map(({ name }) => name)).toEqual([third]);
    await migrator.rollback({ step: 3 });
    expect(tableNames(database).filter((name) => !/migration/.test(name))).toEqual([]);
  });

  it('is refused with both texts if a table differs from what the migrations create', async () => {
    const database = await builtBy(tool);
    database.run('ALTER TABLE users ADD COLUMN name TEXT; CREATE INDEX posts_user ON posts ("user")');
    const before = database.content();
    const error = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(error.code).toBe('ADOPT.SCHEMA_DIFFERS');
    expect(error.details['differences']).toEqual([
      expect.objectContaining({ difference: 'extra', type: 'index', name: 'posts_user', expected: null }),
      expect.objectContaining({
        difference: 'different',
        type: 'table',
        name: 'users',
        expected: users,
        actual: users.replace(/\)$/, ', name TEXT)'),
      }),
    ]);
    expect(database.content()).toBe(before);
  });

  it('is adopted despite that if forced', async () => {
    const database = await builtBy(tool);
    database.run('DROP TABLE posts');
    const plan = await migratorOf(database).adopt({ scratch: scratch(), force: true });
    expect(plan.differences).toEqual([
      { difference: 'missing', type: 'table', name: 'posts', expected: posts, actual: null },
    ]);
    expect(recorded(database)).toHaveLength(2);
  });

  it('is refused if one of its migrations has no file here', async () => {
    const database = await builtBy(tool);
    const before = database.content();
    const files = { [first]: migrations[first] as Migration };
    expect(await failureOf(migratorOf(database, files).adopt({ scratch: scratch() }))).toMatchObject({
      code: 'ADOPT.UNMATCHED',
      details: { tool, names: [tool === 'drizzle' ? 'number 2' : second] },
    });
    expect(database.content()).toBe(before);
  });
});

describe('adoption', () => {
  it('finds a migration by its title if its digits differ here', async () => {
    const database = await builtBy('prisma');
    const files = {
      '20260101000000_users': migrations[first] as Migration,
      '20260102000000_posts': migrations[second] as Migration,
    };
    await migratorOf(database, files).adopt({ scratch: scratch() });
    expect(recorded(database)).toEqual([row('20260101000000_users', 1), row('20260102000000_posts', 1)]);
  });

  it('is refused if two migrations of the other ledger match the same one here', async () => {
    const database = await builtBy('wrangler');
    database.run("INSERT INTO d1_migrations (name) VALUES ('0007_posts.sql')");
    const before = database.content();
    expect(await failureOf(migratorOf(database).adopt({ scratch: scratch() }))).toMatchObject({
      code: 'ADOPT.UNMATCHED',
      details: { tool: 'wrangler', names: ['0007_posts'] },
    });
    expect(database.content()).toBe(before);
  });

  it('of a squashed migration leaves no row beside those it replaces', async () => {
    const database = testDatabase();
    await migratorOf(database).migrate();
    const before = database.content();
    const replaces = [first, second, third];
    const squashed = sqlMigration([users, posts, 'CREATE TABLE tags (id INTEGER PRIMARY KEY)']);
    const migrator = migratorOf(database, { '0003_squashed': { ...squashed, replaces } });
    for (const options of [{}, { pretend: true }, { force: true }]) {
      expect(
        await failureOf(migrator.adopt({ to: 'squashed', scratch: scratch(), ...options })),
      ).toMatchObject({ code: 'MIGRATION.REPLACED', details: { names: replaces } });
    }
    expect(database.content()).toBe(before);
  });

  it('takes all migrations up to a named one without any ledger', async () => {
    const database = testDatabase();
    database.run(`${users}; ${posts}`);
    const plan = await migratorOf(database).adopt({ to: 'posts', scratch: scratch() });
    expect(plan).toEqual({
      tool: null,
      listed: 2,
      migrations: [first, second].map((name) => ({ name, batch: 1 })),
      differences: [],
      nearest: null,
    });
    expect(recorded(database)).toEqual([row(first, 1), row(second, 1)]);
  });

  it('adds only what is not recorded, and does nothing the second time', async () => {
    const database = await builtBy('wrangler');
    await migratorOf(database).adopt({ to: first, scratch: scratch(), force: true });
    expect((await migratorOf(database).adopt({ scratch: scratch() })).migrations).toEqual([
      { name: second, batch: 2 },
    ]);
    const before = database.content();
    expect((await migratorOf(database).adopt({ scratch: scratch() })).migrations).toEqual([]);
    expect(database.content()).toBe(before);
  });

  it('writes nothing if it only pretends or is not approved', async () => {
    const database = await builtBy('kysely');
    database.run('DROP TABLE posts');
    const before = database.content();
    const plan = await migratorOf(database).adopt({ scratch: scratch(), pretend: true });
    expect([plan.migrations.length, plan.differences.length]).toEqual([2, 1]);
    const approve = async () => {
      throw new Error('no');
    };
    const refused = migratorOf(database).adopt({ scratch: scratch(), force: true, approve });
    expect(await failureOf(refused)).toMatchObject({ message: 'no' });
    expect(database.content()).toBe(before);
  });

  it('needs exactly one ledger', async () => {
    const empty = testDatabase();
    expect(await failureOf(migratorOf(empty).adopt({ scratch: scratch() }))).toMatchObject({
      code: 'ADOPT.LEDGER_MISSING',
    });
    const both = await builtBy('wrangler');
    both.run(
      "CREATE TABLE kysely_migration (name TEXT, timestamp TEXT); INSERT INTO kysely_migration VALUES ('0001_users', 't')",
    );
    const before = both.content();
    expect(await failureOf(migratorOf(both).adopt({ scratch: scratch() }))).toMatchObject({
      code: 'ADOPT.LEDGER_AMBIGUOUS',
      details: { tools: ['wrangler', 'kysely'] },
    });
    expect(await failureOf(migratorOf(both).adopt({ scratch: scratch(), ledgerOf: 'knex' }))).toMatchObject({
      code: 'ADOPT.LEDGER_MISSING',
    });
    expect(both.content()).toBe(before);
    await migratorOf(both).adopt({ scratch: scratch(), ledgerOf: 'wrangler' });
    expect(recorded(both)).toHaveLength(2);
  });

  it('is refused if Prisma has started a migration and not finished it', async () => {
    const database = await builtBy('prisma');
    database.run("UPDATE _prisma_migrations SET finished_at = NULL WHERE id = 'c'");
    expect(await failureOf(migratorOf(database).adopt({ scratch: scratch() }))).toMatchObject({
      code: 'ADOPT.UNFINISHED',
      details: { names: [second] },
    });
  });

  it('is refused if the migrations do not run on an empty database', async () => {
    const database = await builtBy('wrangler');
    const files = { ...migrations, [first]: sqlMigration(['DROP TABLE legacy', users]) };
    const before = database.content();
    const error = await failureOf(migratorOf(database, files).adopt({ scratch: scratch() }));
    expect(error.code).toBe('ADOPT.REPLAY_FAILED');
    expect(error.message).toContain('no such table: legacy');
    expect(database.content()).toBe(before);
  });

  it('keeps the stored down() and the checksum, so that a file may be deleted', async () => {
    const database = await builtBy('knex');
    await migratorOf(database).adopt({ scratch: scratch() });
    await migratorOf(database, {}).rollback({ step: 2 });
    expect(tableNames(database)).not.toContain('users');
  });

  it('recognizes what wrangler has applied from one folder per migration by its migrations_pattern', async () => {
    const database = await builtBy('wrangler');
    database.run("UPDATE d1_migrations SET name = replace(name, '.sql', '/migration.sql')");
    await migratorOf(database).adopt({ scratch: scratch() });
    expect(recorded(database)).toEqual([row(first, 1), row(second, 1)]);
  });

  it.each(['my "own" list', 'D1_Migrations'])("reads wrangler's ledger if it is called %s", async (name) => {
    const database = await builtBy('wrangler');
    if (name.includes('"'))
      database.run(`ALTER TABLE d1_migrations RENAME TO "${name.replaceAll('"', '""')}"`);
    const options = { database: database.d1, migrations, wranglerLedger: name };
    const plan = await createMigrator(options).adopt({ scratch: scratch() });
    expect(plan.differences).toEqual([]);
    expect(recorded(database)).toEqual([row(first, 1), row(second, 1)]);
  });

  it("adds what another tool has applied to wrangler's ledger", async () => {
    const database = await builtBy('knex');
    const options = { database: database.d1, migrations, wranglerLedger: 'd1_migrations' };
    await createMigrator(options).adopt({ scratch: scratch() });
    expect(database.rows('SELECT name FROM d1_migrations ORDER BY id')).toEqual([
      { name: '0001_users.sql' },
      { name: '0002_posts.sql' },
    ]);
  });

  it.each(['lost-before', 'lost-after', 'too-many'] as const)('runs once if a batch is %s', async (fate) => {
    const database = await builtBy('kysely');
    const far = losing(database.d1, fate);
    await createMigrator({ database: far, migrations }).adopt({ scratch: scratch() });
    expect(recorded(database)).toEqual([row(first, 1), row(second, 1)]);
  });

  it('stops if another run comes in between', async () => {
    const database = await builtBy('kysely');
    const other = async () =>
      void (await migratorOf(database).adopt({ to: first, scratch: scratch(), force: true }));
    expect(await failureOf(migratorOf(database).adopt({ scratch: scratch(), approve: other }))).toMatchObject(
      {
        code: 'ADOPT.FAILED',
      },
    );
    expect(recorded(database)).toEqual([row(first, 1)]);
  });
});
