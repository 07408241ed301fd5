// What the tests of Prisma 8's SQLite target hold its runner to, and what Roost does there: docs/internals/other-migrators.md.
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { createMigrator, type Migration } from '@roostjs/migrations-core';
import { assertRowCount, rebuildTable, type TableRebuild } from '@roostjs/migrations-core/schema';
import { expect, it } from 'vitest';
import { secondConnection, tableNames } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { files, type PeerDatabase, peerDatabase } from './peer-database.ts';

it('Prisma 1a: a check that fails before the writes leaves everything as it was: a read in up(), instead of a declared one', async () => {
  const database = peerDatabase();
  database.run("CREATE TABLE users (mail TEXT); INSERT INTO users VALUES ('x'), ('x')");
  const unique: Migration = {
    async up(db) {
      const twice = await db.prepare('SELECT mail FROM users GROUP BY mail HAVING count(*) > 1').all();
      if (twice.results.length > 0) throw new Error('A mail is there twice.');
      await db.run('CREATE UNIQUE INDEX idx_users_mail ON users (mail)');
    },
  };
  const before = database.content();
  const { message } = await failureOf(database.migrator({ '1_unique': unique }).migrate());
  expect(message).toContain('A mail is there twice.');
  expect(database.content()).toBe(before);
});

it('Prisma 1b: a check that fails after the writes undoes them: an assertion in up(), instead of a declared one', async () => {
  const database = peerDatabase();
  database.run('CREATE TABLE old (v); INSERT INTO old VALUES (1), (NULL)');
  const copies: Migration = {
    async up(db) {
      await db.run('CREATE TABLE new (v)');
      await db.run('INSERT INTO new SELECT v FROM old WHERE v IS NOT NULL');
      await assertRowCount(db, 'SELECT * FROM new', 2, 'Not every row is copied.');
    },
  };
  const before = database.content();
  const { code, message } = await failureOf(database.migrator({ '1_copy': copies }).migrate());
  expect(code).toBe('MIGRATION.ASSERTION_FAILED');
  expect(message).toContain('Not every row is copied.');
  expect(database.content()).toBe(before);
});

it('Prisma 2: a ledger that differs from the planned one stops the run before it writes', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const other = createMigrator({ database: secondConnection(database), migrations: files('a') });
  const approve = async () => void (await other.rollback());
  const { code } = await failureOf(database.migrator(files('a', 'b'), { approve }).migrate());
  expect([code, tableNames(database)]).toEqual(['LEDGER.CONFLICT', []]);
});

it("Prisma 3: a statement against the policy is refused before anything is sent: D1's rules, instead of classes of operations", async () => {
  const database = peerDatabase();
  const migrations = { '1_a': sqlMigration(['CREATE TABLE a (x)', 'PRAGMA user_version = 1']) };
  const { code, details } = await failureOf(database.migrator(migrations, { rules: brokenRule }).migrate());
  expect([code, details['refused'], database.schema()]).toEqual([
    'MIGRATION.REFUSED',
    [expect.objectContaining({ number: 2, rule: 'pragma' })],
    [],
  ]);
});

it('Prisma 6: a run of n migrations leaves n rows in the ledger, in order', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b', 'c')).migrate();
  expect(database.ledger()).toEqual(['1_a 1', '2_b 1', '3_c 1']);
});

const requiredTitle: TableRebuild = {
  table: 'posts',
  change: { columns: { title: { notNull: true } } },
  copy: { title: "coalesce(title, '')" },
};

/** posts refers to users, has an index and a unique column, and is recreated with a NOT NULL title. */
async function recreated(): Promise<PeerDatabase> {
  const database = peerDatabase();
  const columns =
    'id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, slug TEXT UNIQUE';
  const migrations = {
    '1_posts': sqlMigration([
      'CREATE TABLE users (id INTEGER PRIMARY KEY)',
      `CREATE TABLE posts (${columns}, title TEXT)`,
      'CREATE INDEX idx_posts_user_id ON posts (user_id)',
      'INSERT INTO users VALUES (1)',
      "INSERT INTO posts VALUES (7, 1, 'hello', NULL)",
    ]),
    '2_title': { up: (db) => rebuildTable(db, requiredTitle) } satisfies Migration,
  };
  await database.migrator(migrations).migrate();
  expect(database.rows('SELECT * FROM posts')).toEqual([{ id: 7, user_id: 1, slug: 'hello', title: '' }]);
  return database;
}

it('Prisma 7a: a table that is recreated keeps its foreign key, and its action', async () => {
  const database = await recreated();
  expect(database.rows('SELECT "table", on_delete FROM pragma_foreign_key_list(\'posts\')')).toEqual([
    { table: 'users', on_delete: 'CASCADE' },
  ]);
  await expect(database.d1.exec("INSERT INTO posts VALUES (8, 99, 'x', 'y')")).rejects.toThrow('FOREIGN KEY');
});

it('Prisma 7b: a table that is recreated keeps its index', async () => {
  const database = await recreated();
  expect(database.schema()).toContain('CREATE INDEX idx_posts_user_id ON posts (user_id)');
});

it('Prisma 7c: a table that is recreated keeps what is unique', async () => {
  const database = await recreated();
  await expect(database.d1.exec("INSERT INTO posts VALUES (8, 1, 'hello', 'y')")).rejects.toThrow('UNIQUE');
});

it('Prisma 8: tables that refer to each other over several steps are created, filled and dropped', async () => {
  const database = peerDatabase();
  const chain = sqlMigration(
    [
      'CREATE TABLE comments (post_id INTEGER NOT NULL REFERENCES posts (id))',
      'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id))',
      'CREATE TABLE users (id INTEGER PRIMARY KEY)',
      'INSERT INTO users VALUES (1)',
      'INSERT INTO posts VALUES (2, 1)',
      'INSERT INTO comments VALUES (2)',
    ],
    ['DROP TABLE comments', 'DROP TABLE posts', 'DROP TABLE users'],
  );
  const migrator = database.migrator({ '1_chain': chain });
  await migrator.migrate();
  expect(database.rows('SELECT * FROM pragma_foreign_key_check')).toEqual([]);
  await migrator.rollback();
  expect(tableNames(database)).toEqual([]);
});

it('Prisma 9: a migration cannot switch foreign keys off, instead of keeping them off if the caller has', async () => {
  const database = peerDatabase();
  const switchesOff = sqlMigration([
    'PRAGMA foreign_keys = OFF',
    'CREATE TABLE users (id INTEGER PRIMARY KEY)',
    'CREATE TABLE posts (user_id INTEGER REFERENCES users (id))',
  ]);
  await database.migrator({ '1_posts': switchesOff }).migrate();
  expect(await database.d1.prepare('PRAGMA foreign_keys').first('foreign_keys')).toBe(1);
  await expect(database.d1.exec('INSERT INTO posts VALUES (7)')).rejects.toThrow('FOREIGN KEY');
});

it('Prisma 10: a foreign key violation is reported, and the migration leaves nothing', async () => {
  const database = peerDatabase();
  const violates = sqlMigration([
    'CREATE TABLE users (id INTEGER PRIMARY KEY)',
    'CREATE TABLE posts (user_id INTEGER REFERENCES users (id))',
    'INSERT INTO posts VALUES (7)',
  ]);
  const { message } = await failureOf(database.migrator({ '1_posts': violates }).migrate());
  expect(message).toContain('FOREIGN KEY constraint failed');
  expect(database.schema()).toEqual([]);
});

it('Prisma 11: a default with apostrophes is kept unchanged, even in a stored down()', async () => {
  const database = peerDatabase();
  const column = "ALTER TABLE a ADD COLUMN said TEXT DEFAULT 'it''s ''so'''";
  const drops = ['ALTER TABLE a DROP COLUMN said', "INSERT INTO a (note) VALUES ('it''s ''gone''')"];
  await database.migrator({ ...files('a'), '2_said': sqlMigration([column], drops) }).migrate();
  database.run('INSERT INTO a (id) VALUES (1)');
  expect(database.rows('SELECT said FROM a')).toEqual([{ said: "it's 'so'" }]);
  await database.migrator(files('a')).rollback({ step: 1 });
  expect(database.rows('SELECT note FROM a ORDER BY id')).toEqual([{ note: null }, { note: "it's 'gone'" }]);
});
