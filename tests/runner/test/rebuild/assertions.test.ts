// An assertion among a migration's statements aborts the whole migration, with its author's message, on every database.
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import { createMigrator, exportMigrations, type Migration, type SqlDatabase } from '@roostjs/migrations-core';
import { assertForeignKeysHold, assertNoRows, assertRowCount } from '@roostjs/migrations-core/schema';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';
import { contentOf } from './content.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

let cloudflare: Cloudflare;
let taken = 0;

beforeAll(async () => {
  cloudflare = await startCloudflare({ databases: Array.from({ length: 10 }, (_, index) => `app-${index}`) });
});
afterAll(() => cloudflare.stop());

function nextId(): string {
  taken += 1;
  return cloudflare.databases[taken - 1]?.uuid ?? '';
}

const databases: readonly { name: string; open: () => SqlDatabase }[] = [
  { name: 'a file', open: () => testDatabase().d1 as SqlDatabase },
  { name: "D1's binding", open: () => cloudflare.db(nextId()) as SqlDatabase },
  {
    name: "D1's HTTP API",
    open: () =>
      openRemoteD1({
        accountId: cloudflare.accountId,
        databaseId: nextId(),
        env: { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token },
      }) as SqlDatabase,
  },
];

const users: Migration = {
  async up(db) {
    await db.run('CREATE TABLE users (id INTEGER PRIMARY KEY, team TEXT)');
    await db.run("INSERT INTO users (team) VALUES ('red'), (NULL), ('blue'), (NULL)");
  },
};

const message = 'It\'s "every" user\nwho has a team: ✓ %s \\ (so far)';

describe.each(databases)('on $name', ({ open }) => {
  it('an assertion that holds is a statement like any other', async () => {
    const database = open();
    const migrations = {
      '1_users': users,
      '2_teams': {
        async up(db) {
          await assertRowCount(db, 'SELECT * FROM users WHERE team IS NULL -- none', 2, 'two are left');
          await db.run("UPDATE users SET team = 'none' WHERE team IS NULL");
          await assertNoRows(db, 'SELECT * FROM users WHERE team IS NULL', 'all have a team');
          await assertNoRows(db, 'WITH u AS (SELECT * FROM users) SELECT 1 FROM u WHERE id = 99;', 'no 99');
          await assertRowCount(db, 'VALUES (1), (2)', 2, 'two values');
          await assertForeignKeysHold(db, 'foreign keys hold');
        },
      } satisfies Migration,
    };
    const report = await createMigrator({ database, migrations }).migrate();
    expect(report.done.map(({ statements }) => statements)).toEqual([2, 6]);
  });

  it('an assertion that fails undoes the migration, with the message of its author', async () => {
    const database = open();
    const migrations = {
      '1_users': users,
      '2_teams': {
        async up(db) {
          await db.run('CREATE TABLE teams (name TEXT)');
          await db.run("UPDATE users SET team = 'none' WHERE id = 2");
          await assertNoRows(db, 'SELECT * FROM users WHERE team IS NULL', message);
          await db.run('CREATE TABLE more (name TEXT)');
        },
      } satisfies Migration,
    };
    const migrator = createMigrator({ database, migrations });
    await migrator.migrate({ to: '1_users' });
    const before = await contentOf(database);
    const failure = await failureOf(migrator.migrate());
    expect(failure.code).toBe('MIGRATION.ASSERTION_FAILED');
    expect(failure.message).toBe(
      `Migrating '2_teams' was undone by an assertion at statement 3: ${message} (rows: 1)`,
    );
    expect(failure.details).toMatchObject({
      assertion: `${message} (rows: 1)`,
      step: { name: '2_teams' },
      statement: { number: 3 },
      report: { remaining: [{ name: '2_teams' }] },
    });
    expect(await contentOf(database)).toEqual(before);
    expect((await migrator.status()).pending).toBe(1);
  });

  it('an assertion that fails undoes a rollback too, even if it was stored', async () => {
    const database = open();
    const teams: Migration = {
      async up(db) {
        await db.run('CREATE TABLE teams (name TEXT)');
      },
      async down(db) {
        await assertNoRows(db, 'SELECT * FROM teams', 'a team would be lost');
        await db.run('DROP TABLE teams');
      },
    };
    await createMigrator({ database, migrations: { '1_teams': teams } }).migrate();
    await database.prepare("INSERT INTO teams VALUES ('red')").run();
    const withoutFile = createMigrator({ database, migrations: {} });
    const failure = await failureOf(withoutFile.rollback());
    expect(failure).toMatchObject({
      code: 'MIGRATION.ASSERTION_FAILED',
      details: { assertion: 'a team would be lost (rows: 1)' },
    });
    await database.prepare('DELETE FROM teams').run();
    await withoutFile.rollback();
    expect((await contentOf(database)).schema).toEqual([]);
  });
});

describe('an assertion', () => {
  it('outside a transaction stops the migration there, with its message', async () => {
    const database = testDatabase();
    const migrations = {
      '1_users': {
        withinTransaction: false,
        async up(db) {
          await db.run('CREATE TABLE users (id INTEGER PRIMARY KEY)');
          await assertRowCount(db, 'SELECT * FROM users', 1, 'there is a user');
          await db.run('CREATE TABLE more (id)');
        },
      } satisfies Migration,
    };
    const failure = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(failure.code).toBe('MIGRATION.STOPPED_HALFWAY');
    expect(failure.message).toMatch(
      /at statement 2 .*: an assertion failed: there is a user \(rows: 0, not 1\)\. It is marked as partial\.$/,
    );
    expect(tableNames(database)).toEqual(['users']);
  });

  it('of foreign keys finds a row that refers to nothing', async () => {
    const { d1 } = testDatabase();
    const migrations = {
      '1_a': {
        async up(db) {
          await db.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id));
            PRAGMA defer_foreign_keys = ON; INSERT INTO b VALUES (1)`);
          await assertForeignKeysHold(db, 'each b has an a');
        },
      } satisfies Migration,
    };
    const failure = await failureOf(createMigrator({ database: d1, migrations }).migrate());
    expect(failure.details['assertion']).toBe('each b has an a (rows: 1)');
  });

  it('is exported as a statement', async () => {
    const { d1 } = testDatabase();
    const migrations = {
      '1_a': {
        async up(db) {
          await assertNoRows(db, "SELECT 1 FROM sqlite_schema WHERE name = 'a'", "there's no a");
          await db.run('CREATE TABLE a (id)');
        },
      } satisfies Migration,
    };
    const [exported] = await exportMigrations({ database: d1, migrations });
    expect(exported?.sql).toContain("'roost assertion failed: there''s no a ('");
    for (const expected of [true, false]) {
      // The whole file, as wrangler sends it.
      const applying = d1.prepare(exported?.sql ?? '').run();
      if (expected) await applying;
      else expect((await failureOf(applying)).message).toMatch(/UNIQUE constraint failed/);
    }
  });

  it.each([
    ['UPDATE users SET id = 1', 'it is not a query'],
    ['PRAGMA foreign_key_check', 'it is not a query'],
    ['EXPLAIN SELECT 1', 'it is not a query'],
    ['SELECT 1; SELECT 2', 'it is not one statement'],
    ['-- nothing', 'it is not one statement'],
    ['SELECT 1 WHERE id = ?', 'it has parameters'],
  ])('of %s is refused before anything is recorded', async (query, problem) => {
    const failure = await failureOf(assertNoRows(testDatabase().d1 as SqlDatabase, query, 'never'));
    expect(failure).toMatchObject({ code: 'ASSERTION.INVALID', message: expect.stringContaining(problem) });
  });

  it.each([-1, 1.5, Number.NaN, '2' as unknown as number])(
    'that expects %s rows is refused',
    async (expected) => {
      const failure = await failureOf(
        assertRowCount(testDatabase().d1 as SqlDatabase, 'SELECT 1', expected, 'never'),
      );
      expect(failure).toMatchObject({ code: 'ASSERTION.INVALID' });
    },
  );
});
