// Each query is compiled on the schema as it is and as it will be, on real SQLite.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { checkQueries, type Query, type QueryReport } from '@roostjs/internal-core';
import { createMigrator, type MigrationMap } from '@roostjs/migrations-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blog, type Case, cases } from './cases.ts';

type Pending = Readonly<Record<string, MigrationMap[string]>>;

/** On a database to which only the blog was migrated. */
async function checked(
  pending: Pending,
  queries: readonly (string | Query)[],
  only?: readonly string[],
): Promise<QueryReport> {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  const applied = { '0_blog': blog.join(';\n') };
  await createMigrator({ database, migrations: applied }).migrate();
  const all: MigrationMap = { ...applied, ...pending };
  const entries = Object.entries(all).map(([name, migration]) => ({ name, load: async () => migration }));
  return checkQueries({
    database,
    migrations: { list: async () => entries },
    openScratch: () => openMemoryD1(),
    queries: queries.map((query, at) =>
      typeof query === 'string' ? { sql: query, calls: null, source: `queries.sql:${at + 1}` } : query,
    ),
    ...(only === undefined ? {} : { only }),
  });
}

/** The error of the query itself after the migration; null if it runs, or only its values are refused. */
async function errorAfter({ migration, query, value }: Case): Promise<string | null> {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  const migrations = { '0_blog': blog.join(';\n'), '1_change': migration };
  await createMigrator({ database, migrations }).migrate();
  for (let number = 0; ; number += 1) {
    const values = Array.from({ length: number }, () => value ?? 1);
    const run = database.prepare(query).bind(...values);
    const message = await run.all().then(
      () => '',
      (error: Error) => error.message,
    );
    if (message.includes('Wrong number of parameter bindings')) continue;
    return message === '' || /SQLITE_CONSTRAINT(?!.*_NOTNULL)/.test(message) ? null : message;
  }
}

describe('one migration, one query', () => {
  it.each(cases)('$title', async ({ migration, query, finding }) => {
    const report = await checked({ '1_change': migration }, [query]);
    expect(report.unreadable).toEqual([]);
    expect(report.stopped).toBeNull();
    const found = report.findings.map(({ kind, object, message }) => ({ kind, object, message }));
    expect(found).toEqual(finding === null ? [] : [finding]);
  });

  it.each(cases)('the database agrees: $title', async (one) => {
    const error = await errorAfter(one);
    const { finding, turnsIntoText } = one;
    if (finding?.kind !== 'fails' || turnsIntoText) expect(error).toBeNull();
    else expect(error).toContain(finding.message);
  });

  it('there are at least 25, some of which go on working', () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    expect(cases.filter(({ finding }) => finding === null).length).toBeGreaterThan(10);
  });
});

describe('several migrations', () => {
  const pending = {
    '1_note': 'ALTER TABLE log ADD COLUMN level TEXT',
    '2_name': 'ALTER TABLE users DROP COLUMN name',
    '3_slug': 'DROP INDEX posts_slug',
    '4_more': 'CREATE TABLE more (id INTEGER PRIMARY KEY)',
  };

  it('each finding names the migration from which on it holds', async () => {
    const { findings, migrations } = await checked(pending, [
      'SELECT title FROM posts WHERE slug = ?',
      'INSERT INTO log VALUES (?, ?)',
      'SELECT name FROM users',
      'SELECT id FROM users',
    ]);
    expect(findings.map(({ migration, source }) => `${source} ${migration}`)).toEqual([
      'queries.sql:1 3_slug',
      'queries.sql:2 1_note',
      'queries.sql:3 2_name',
    ]);
    expect(migrations).toEqual(Object.keys(pending));
  });

  it('what only fails between two of them is no finding, and what fails otherwise later is that of the later one', async () => {
    const views = {
      '1_no_view': 'DROP VIEW titles',
      '2_no_name': 'ALTER TABLE users DROP COLUMN name',
      '3_view': 'CREATE VIEW titles AS SELECT id, title FROM posts',
    };
    const { findings } = await checked(views, ['SELECT title FROM titles', 'SELECT slug FROM titles']);
    expect(findings).toMatchObject([{ migration: '3_view', object: 'titles.slug' }]);
  });

  it('only those that will run are replayed', async () => {
    const report = await checked(pending, ['SELECT name FROM users'], ['1_note', '3_slug', '4_more']);
    expect(report).toMatchObject({ findings: [], migrations: ['1_note', '3_slug', '4_more'], checked: 1 });
  });

  it('one that writes call by call is replayed too', async () => {
    const direct = {
      withinTransaction: false,
      up: async (db: { run(sql: string): Promise<unknown> }) => {
        await db.run('DROP INDEX posts_slug');
        await db.run('ALTER TABLE users DROP COLUMN name');
      },
    } as const;
    const { findings } = await checked({ '1_direct': direct, '2_more': pending['4_more'] }, [
      'SELECT name FROM users',
    ]);
    expect(findings).toMatchObject([{ migration: '1_direct', object: 'users.name' }]);
  });

  it('one that fails without rows ends the check, and says so', async () => {
    const failing = { ...pending, '3_slug': 'INSERT INTO nowhere VALUES (1)' };
    const report = await checked(failing, [
      'SELECT name FROM users',
      'SELECT title FROM posts WHERE slug = ?',
    ]);
    expect(report).toMatchObject({
      findings: [{ migration: '2_name' }],
      migrations: ['1_note', '2_name'],
      stopped: { migration: '3_slug', problem: 'no such table: nowhere' },
    });
  });

  it('nothing pending is no finding', async () => {
    expect(await checked({}, ['SELECT missing FROM users'])).toEqual({
      findings: [],
      checked: 0,
      skipped: 0,
      unreadable: [],
      migrations: [],
      stopped: null,
    });
  });
});

describe('queries', () => {
  const pending = { '1_name': 'ALTER TABLE users DROP COLUMN name' };

  it('are checked once each, with all calls, and the statements of one text apart', async () => {
    const read = 'SELECT name FROM users';
    const { findings, checked: number } = await checked(pending, [
      { sql: read, calls: 2, source: 'a.log:1' },
      { sql: `${read}; SELECT id FROM users;`, calls: null, source: 'b.sql:1' },
      { sql: read, calls: 3, source: 'c.log:1' },
    ]);
    expect(number).toBe(2);
    expect(findings).toMatchObject([{ sql: read, calls: 5, source: 'a.log:1' }]);
  });

  it('that fail on the schema as it is are told apart', async () => {
    const { findings, unreadable } = await checked(pending, [
      'SELECT nothing_like_it FROM users',
      'SELEC 1',
      'INSERT INTO posts (title) VALUES (?)',
    ]);
    expect(findings).toEqual([]);
    expect(unreadable.map(({ problem }) => problem)).toEqual([
      'no such column: nothing_like_it',
      'NOT NULL constraint failed: posts.author',
    ]);
  });

  it('that neither read nor write rows of the application are left out, and counted', async () => {
    const others = [
      'BEGIN',
      'PRAGMA user_version = 7',
      'CREATE TABLE x (a)',
      'DROP TABLE users',
      'EXPLAIN SELECT name FROM users',
      'VACUUM',
      'SELECT max(migration) FROM migrations',
      '-- nothing',
      '',
    ];
    const report = await checked(pending, [...others, 'SELECT name FROM users']);
    expect(report).toMatchObject({ checked: 1, skipped: 7, findings: [{ kind: 'fails' }] });
  });

  it('leave nothing, and none without end runs', async () => {
    const report = await checked({ '1_log': 'CREATE TABLE seen AS SELECT count(*) AS n FROM users' }, [
      "INSERT INTO users (email) VALUES ('x')",
      'INSERT INTO users DEFAULT VALUES',
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n',
      'INSERT INTO log (note) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n',
      'DELETE FROM users',
    ]);
    expect(report).toMatchObject({ findings: [], checked: 4, stopped: null });
  });

  it.each(['?', '?7', ':name', '@name', '$name', ':name OR name = @name OR name = $name'])(
    'have parameters such as %s, which stay unbound',
    async (parameter) => {
      const { findings, unreadable } = await checked(pending, [
        `SELECT id FROM users WHERE name = ${parameter}`,
        `SELECT id FROM users WHERE email = ${parameter.replaceAll(/\bname =/g, 'email =')}`,
      ]);
      expect(unreadable).toEqual([]);
      expect(findings).toMatchObject([{ object: 'users.name' }]);
    },
  );
});
