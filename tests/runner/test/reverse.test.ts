// The statements that undo others, proven by running both.
import { type LocalD1Database, openMemoryD1 } from '@roostjs/d1-adapter/local';
import { type Reverse, reverseStatements } from '@roostjs/internal-core';
import { dumpSchema } from '@roostjs/migrations-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Random, randomFrom } from './support/random.ts';

const before = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT)',
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, title TEXT)',
  'CREATE UNIQUE INDEX idx_users_email ON users (email)',
  'CREATE VIEW titles AS SELECT posts.title, users.name FROM posts JOIN users ON users.id = posts.user_id',
  'CREATE TRIGGER posts_gone AFTER DELETE ON posts BEGIN UPDATE users SET name = name WHERE id = old.user_id; END',
  "INSERT INTO users VALUES (1, 'Ada', 'a@x'), (2, 'Bob', 'b@x')",
  "INSERT INTO posts VALUES (1, 1, 'one'), (2, 2, 'two'), (3, NULL, 'three')",
];

async function databaseBefore(): Promise<LocalD1Database> {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  await commit(database, before);
  return database;
}

async function commit(database: LocalD1Database, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await database.batch(statements.map((sql) => database.prepare(sql)));
}

async function rowsIn<T>(database: LocalD1Database, sql: string): Promise<readonly T[]> {
  return (await database.prepare(sql).all<T>()).results;
}

async function reverseOf(statements: readonly string[]): Promise<Reverse> {
  const sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";
  const schema = await rowsIn<{ type: string; name: string; sql: string }>(await databaseBefore(), sql);
  return reverseStatements({ schema, statements, openScratch: openMemoryD1 });
}

/** The schema, without regard to spaces and quotes of names, and the rows of the tables that were there. */
async function stateOf(database: LocalD1Database): Promise<unknown> {
  const { fingerprint } = await dumpSchema({ database });
  const rows = ['users', 'posts'].map((table) => rowsIn(database, `SELECT * FROM ${table}`));
  return [fingerprint, ...(await Promise.all(rows))];
}

describe('reverseStatements', () => {
  it.each<[title: string, statements: readonly string[], undo: readonly string[]]>([
    ['nothing', [], []],
    ['a table', ['CREATE TABLE a (id)'], ['DROP TABLE a']],
    [
      'a table with its index, trigger, columns and rows',
      [
        'CREATE TABLE "order" (id)',
        'CREATE INDEX i ON "order" (id)',
        'CREATE TRIGGER t AFTER INSERT ON "order" BEGIN SELECT 1; END',
        'ALTER TABLE "order" ADD COLUMN n',
        'INSERT INTO "order" VALUES (1, \'x\')',
      ],
      ['DROP TABLE "order"'],
    ],
    [
      'what is there already',
      [
        'CREATE TABLE IF NOT EXISTS users (id)',
        'DROP INDEX IF EXISTS absent',
        'CREATE INDEX IF NOT EXISTS idx_users_email ON posts (title)',
      ],
      [],
    ],
    [
      'an index, a view and a trigger',
      [
        'CREATE INDEX i ON posts (title)',
        'CREATE VIEW v AS SELECT 1',
        'CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 1; END',
      ],
      ['DROP TRIGGER t', 'DROP VIEW v', 'DROP INDEX i'],
    ],
    [
      'a column, also one that is filled',
      ['ALTER TABLE Users ADD COLUMN Age INTEGER', 'UPDATE users SET age = length(name) WHERE id > 0'],
      ['ALTER TABLE users DROP COLUMN Age'],
    ],
    [
      'a column that is renamed',
      ['ALTER TABLE users ADD a', 'ALTER TABLE users RENAME a TO b', 'UPDATE users SET b = 1'],
      ['ALTER TABLE users RENAME COLUMN b TO a', 'ALTER TABLE users DROP COLUMN a'],
    ],
    [
      'names',
      ['ALTER TABLE POSTS RENAME TO articles', 'ALTER TABLE articles RENAME COLUMN TITLE TO "a b"'],
      ['ALTER TABLE articles RENAME COLUMN "a b" TO title', 'ALTER TABLE articles RENAME TO posts'],
    ],
    [
      'dropped definitions',
      ['DROP INDEX idx_users_email', 'DROP TRIGGER posts_gone', 'DROP VIEW titles'],
      [before[3] ?? '', before[4] ?? '', before[2] ?? ''],
    ],
    [
      'a view with another definition',
      ['DROP VIEW titles', 'CREATE VIEW titles AS SELECT 1'],
      ['DROP VIEW titles', before[3] ?? ''],
    ],
    ['a table for the time being', ['CREATE TABLE a (id)', 'INSERT INTO a VALUES (1)', 'DROP TABLE a'], []],
    [
      'a table under its last name',
      ['CREATE TABLE a (id)', 'ALTER TABLE a RENAME TO b', 'ALTER TABLE b RENAME id TO n'],
      ['DROP TABLE b'],
    ],
    [
      'the rebuild of a new table',
      [
        'CREATE TABLE a (id)',
        'INSERT INTO a VALUES (1)',
        'CREATE TABLE n (id INTEGER)',
        'INSERT INTO n SELECT * FROM a',
        'DROP TABLE a',
        'ALTER TABLE n RENAME TO a',
      ],
      ['DROP TABLE a'],
    ],
    [
      'a full-text table that triggers fill',
      [
        'CREATE TABLE a (id INTEGER PRIMARY KEY, t)',
        "CREATE VIRTUAL TABLE f USING fts5(t, content='a', content_rowid='id')",
        'CREATE TRIGGER g AFTER INSERT ON a BEGIN INSERT INTO f (rowid, t) VALUES (new.id, new.t); END',
        "INSERT INTO a VALUES (1, 'x')",
        "INSERT INTO f (f) VALUES ('rebuild')",
      ],
      ['DROP TABLE f', 'DROP TABLE a'],
    ],
    [
      'a new view that writes to a new table',
      [
        'CREATE TABLE a (id)',
        'CREATE VIEW v AS SELECT * FROM a',
        'CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO a VALUES (new.id); END',
        'INSERT INTO v VALUES (1)',
      ],
      ['DROP VIEW v', 'DROP TABLE a'],
    ],
    [
      'tables after those that refer to them',
      [
        'CREATE TABLE kids (id, up REFERENCES parents (id))',
        'CREATE TABLE parents (id INTEGER PRIMARY KEY, up REFERENCES grand)',
        'CREATE TABLE grand (id INTEGER PRIMARY KEY)',
      ],
      ['DROP TABLE kids', 'DROP TABLE parents', 'DROP TABLE grand'],
    ],
    [
      'rows copied into a new table',
      ['CREATE TABLE a AS SELECT * FROM users', 'INSERT INTO a SELECT * FROM users'],
      ['DROP TABLE a'],
    ],
    [
      'what leaves nothing',
      [
        'PRAGMA defer_foreign_keys = ON',
        'SELECT 1',
        'PRAGMA foreign_key_check',
        'ANALYZE',
        'REINDEX posts',
        'PRAGMA optimize',
      ],
      [],
    ],
  ])('undoes %s', async (_, statements, undo) => {
    const database = await databaseBefore();
    const start = await stateOf(database);
    expect(await reverseOf(statements)).toEqual({ statements: undo, obstacle: null });
    await commit(database, statements);
    await commit(database, undo);
    expect(await stateOf(database)).toEqual(start);
  });

  it.each<[reason: string, statements: readonly string[]]>([
    ["changes rows of 'users'", ["INSERT INTO users (name) VALUES ('x')"]],
    ["changes rows of 'users'", ['ALTER TABLE users ADD a', 'UPDATE users SET a = 1, name = 2']],
    ["changes rows of 'users'", ['ALTER TABLE users ADD a', 'UPDATE OR REPLACE users SET a = 1']],
    [
      "changes rows of 'users'",
      [
        'ALTER TABLE users ADD a',
        'CREATE TRIGGER g AFTER UPDATE ON users BEGIN DELETE FROM posts; END',
        'UPDATE users SET a = 1',
      ],
    ],
    ["changes rows of 'users'", ['WITH x AS (SELECT 1) DELETE FROM users']],
    [
      "changes rows of 'a'",
      [
        'CREATE TABLE a (id)',
        'CREATE TRIGGER g AFTER INSERT ON a BEGIN DELETE FROM posts; END',
        'INSERT INTO a VALUES (1)',
      ],
    ],
    [
      "changes rows of 'sqlite_sequence'",
      [
        'CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)',
        "INSERT INTO sqlite_sequence VALUES ('a', 9)",
      ],
    ],
    ["drops the table 'posts' with its rows", ['DROP TABLE posts']],
    [
      "drops the table 'posts' with its rows",
      [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TABLE __new_posts (id INTEGER PRIMARY KEY, title TEXT)',
        'INSERT INTO __new_posts SELECT id, title FROM posts',
        'DROP TABLE posts',
        'ALTER TABLE __new_posts RENAME TO posts',
      ],
    ],
    [
      "drops the column 'email' of 'users' with its values",
      ['DROP INDEX idx_users_email', 'ALTER TABLE users DROP COLUMN email'],
    ],
    [
      "creates 'tags', to which 'users' already refers",
      [
        'ALTER TABLE users ADD COLUMN tag REFERENCES tags (id) ON DELETE CASCADE',
        'CREATE TABLE tags (id INTEGER PRIMARY KEY)',
      ],
    ],
    [
      "creates 'tags', to which 'users' already refers",
      [
        'ALTER TABLE users ADD COLUMN tag REFERENCES tags (id) ON DELETE CASCADE',
        'CREATE TABLE labels (id INTEGER PRIMARY KEY)',
        'ALTER TABLE labels RENAME TO tags',
      ],
    ],
    [
      "creates 'hen' in a circle of foreign keys",
      [
        'CREATE TABLE egg (id INTEGER PRIMARY KEY, hen REFERENCES hen)',
        'CREATE TABLE hen (id INTEGER PRIMARY KEY, egg REFERENCES egg)',
      ],
    ],
    ['does something that no other certainly undoes', ['PRAGMA legacy_alter_table = ON']],
    ['fails: ', ['CREATE TABLE users (id)']],
    [
      "what would undo it fails at 'ALTER TABLE users DROP COLUMN tag': D1_ERROR: error in trigger g: no such table: main.a",
      [
        'CREATE TRIGGER g AFTER INSERT ON users BEGIN SELECT * FROM a; END',
        'ALTER TABLE users ADD tag',
        'CREATE TABLE a (id)',
      ],
    ],
  ])('names the obstacle: %s, in %j', async (reason, statements) => {
    const { statements: undo, obstacle } = await reverseOf(statements);
    expect(undo).toBe(null);
    expect(obstacle?.message).toContain(reason);
    const { number = 0, sql } = obstacle?.statement ?? {};
    expect(statements[number - 1]).toBe(sql);
  });

  it('undoes whatever it undoes, with the rows that were there and those that come', async () => {
    let undone = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = randomFrom(seed);
      const database = await databaseBefore();
      const start = await stateOf(database);
      const statements = await runRandom(database, random);
      const { statements: undo } = await reverseOf(statements);
      if (undo === null) continue;
      undone += 1;
      await fillNewTables(database);
      await commit(database, undo);
      expect(
        await stateOf(database),
        `seed ${seed}: ${statements.join('; ')} undone by ${undo.join('; ')}`,
      ).toEqual(start);
    }
    expect(undone).toBeGreaterThan(30);
  });
});

/** Statements that succeed, on old and on new objects. */
async function runRandom(database: LocalD1Database, random: Random): Promise<readonly string[]> {
  const done: string[] = [];
  for (let number = 0; number < 9; number += 1) {
    const sql = randomStatement(random);
    if (await succeeds(database, sql)) done.push(sql);
  }
  return done;
}

async function succeeds(database: LocalD1Database, sql: string): Promise<boolean> {
  const [result] = await Promise.allSettled([commit(database, [sql])]);
  return result.status === 'fulfilled';
}

function randomStatement(random: Random): string {
  const table = random.pick(['users', 'posts', 'a', 'b', 'c']);
  const column = random.pick(['name', 'title', 'n', 'm']);
  const other = random.pick(['a', 'b', 'c']);
  const name = random.pick(['i', 'j']);
  return random.pick([
    `CREATE TABLE ${other} (id INTEGER PRIMARY KEY, n TEXT, up INTEGER REFERENCES ${table} (id))`,
    `CREATE TABLE IF NOT EXISTS ${other} (id INTEGER PRIMARY KEY, n TEXT)`,
    `ALTER TABLE ${table} ADD COLUMN ${column} TEXT`,
    `ALTER TABLE ${table} ADD COLUMN up_${other} INTEGER REFERENCES ${other} (id) ON DELETE CASCADE`,
    `ALTER TABLE ${table} RENAME TO ${other}`,
    `ALTER TABLE ${table} RENAME COLUMN ${column} TO ${random.pick(['m', 'k'])}`,
    `CREATE INDEX ${name} ON ${table} (${column})`,
    `CREATE VIEW v_${name} AS SELECT ${column} FROM ${table}`,
    `CREATE TRIGGER t_${name} AFTER INSERT ON ${table} BEGIN SELECT ${column} FROM ${other}; END`,
    `DROP INDEX ${random.pick(['idx_users_email', 'i', 'j'])}`,
    `DROP VIEW ${random.pick(['titles', 'v_i', 'v_j'])}`,
    'DROP TRIGGER posts_gone',
    `DROP TABLE ${other}`,
    `INSERT INTO ${other} (${column}) VALUES ('x')`,
    `UPDATE ${table} SET ${column} = 'y'`,
  ]);
}

/** A row in each new table that has this column, and references from every table to that row where it can refer to one. */
async function fillNewTables(database: LocalD1Database): Promise<void> {
  const made = ['a', 'b', 'c'];
  for (const table of made) await succeeds(database, `INSERT INTO ${table} (id) VALUES (1)`);
  for (const table of [...made, 'users', 'posts']) {
    for (const column of ['up', ...made.map((other) => `up_${other}`)])
      await succeeds(database, `UPDATE ${table} SET ${column} = 1`);
  }
}
