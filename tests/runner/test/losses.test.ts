// The rows that a run would delete are counted before it is approved.
import { createMigrator, type LossPreview, type Migration, type Migrator } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { failureOf, sqlMigration } from './support/migrations.ts';

type Files = Readonly<Record<string, Migration>>;

const base: Files = {
  '1_users': sqlMigration(['CREATE TABLE users (id INTEGER PRIMARY KEY, nick TEXT)'], ['DROP TABLE users']),
  '2_posts': sqlMigration(['CREATE TABLE posts (id INTEGER PRIMARY KEY)'], ['DROP TABLE "posts"']),
  '3_bio': sqlMigration(['ALTER TABLE users ADD COLUMN bio TEXT'], ['ALTER TABLE users DROP COLUMN bio']),
};

/** Two users, of whom one has a nick and none a bio; three posts. */
async function inUse(files = base): Promise<TestDatabase> {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations: files }).migrate({ step: true });
  database.run(
    "INSERT INTO users (id, nick) VALUES (1, 'x'), (2, NULL); INSERT INTO posts VALUES (1), (2), (3)",
  );
  return database;
}

/** What is shown for a command that is then declined. */
async function shownFor(
  database: TestDatabase,
  files: Files,
  command: (migrator: Migrator) => Promise<unknown>,
): Promise<LossPreview> {
  const shown: LossPreview[] = [];
  const approve = async (_: unknown, losses: () => Promise<LossPreview>) => {
    shown.push(await losses());
    throw new Error('declined');
  };
  const before = database.content();
  const migrator = createMigrator({ database: database.d1, migrations: files, approve });
  expect((await failureOf(command(migrator))).message).toBe('declined');
  expect(database.content()).toBe(before);
  const [losses, ...more] = shown;
  if (losses === undefined || more.length > 0) throw new Error('It was not asked once.');
  return losses;
}

const users = { table: 'users', column: null, rows: 2 };
const posts = { table: 'posts', column: null, rows: 3 };

describe('the rows that would be lost', () => {
  it.each([
    ['a rollback of one column without values', { step: 1 }, []],
    ['a rollback of a table', { step: 2 }, [posts]],
    ['a rollback of everything, in which a column goes with its table', { step: 3 }, [posts, users]],
  ])('are counted for %s', async (_, options, losses) => {
    const database = await inUse();
    expect(await shownFor(database, base, (migrator) => migrator.rollback(options))).toEqual({
      losses,
      unknown: [],
    });
  });

  it.each([
    ['emptied and filled with rows of the migration', ['DELETE FROM posts', 'INSERT INTO posts VALUES (1)']],
    ['recreated without its rows', ['DROP TABLE posts', 'CREATE TABLE posts (id INTEGER PRIMARY KEY)']],
    [
      'recreated with some of its rows',
      [
        'CREATE TABLE n AS SELECT * FROM posts WHERE id > 1',
        'DROP TABLE posts',
        'ALTER TABLE n RENAME TO posts',
      ],
    ],
  ])('are counted for the rollback of a table that is %s', async (_, down) => {
    const files = { ...base, '4_posts': sqlMigration(['SELECT 1'], down) };
    const database = await inUse(files);
    const { losses } = await shownFor(database, files, (migrator) => migrator.rollback());
    expect(losses).toEqual([posts]);
  });

  it('are counted for a reset, a refresh and a fresh start', async () => {
    const database = await inUse();
    for (const command of ['reset', 'refresh'] as const) {
      expect((await shownFor(database, base, (migrator) => migrator[command]())).losses).toEqual([
        posts,
        users,
      ]);
    }
    database.run('CREATE TABLE old (id); INSERT INTO old VALUES (1); CREATE TABLE empty (id)');
    const { losses } = await shownFor(database, base, (migrator) => migrator.fresh());
    expect(losses).toEqual(expect.arrayContaining([posts, users, { table: 'old', column: null, rows: 1 }]));
    expect(losses).toHaveLength(3);
  });

  it('are counted on a database that has no ledger yet', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE old (id); INSERT INTO old VALUES (1), (2)');
    const old = { table: 'old', column: null, rows: 2 };
    const files = { '1_old': sqlMigration(['DROP TABLE old']) };
    expect((await shownFor(database, files, (migrator) => migrator.fresh())).losses).toEqual([old]);
    const migrator = createMigrator({ database: database.d1, migrations: files });
    expect((await migrator.fresh({ pretend: true })).losses).toEqual([old]);
    expect((await migrator.migrate({ pretend: true })).losses).toEqual([old]);
  });

  it('are not counted for a fresh start of a table that can no longer be read, which is named', async () => {
    const database = await inUse();
    database.run(`
      CREATE TABLE gone (t); CREATE VIRTUAL TABLE search USING fts5(t, content='gone'); DROP TABLE gone`);
    const migrator = createMigrator({ database: database.d1, migrations: base });
    const { losses } = await migrator.fresh({ pretend: true });
    expect(losses).toEqual([{ table: 'search', column: null, rows: null }, posts, users]);
    expect((await migrator.fresh()).wiped).toContainEqual({ type: 'table', name: 'search' });
  });

  it('include the values of a column, whatever its name looks like', async () => {
    const files = { ...base, '4_nick': sqlMigration([], ['ALTER TABLE "users" DROP COLUMN [nick]']) };
    const database = await inUse(files);
    const { losses } = await shownFor(database, files, (migrator) => migrator.rollback({ step: 1 }));
    expect(losses).toEqual([{ table: 'users', column: 'nick', rows: 1 }]);
  });

  it.each<{ by: string; down: NonNullable<Migration['down']> }>([
    { by: 'rebuildTable', down: (db) => rebuildTable(db, { table: 'users', drop: ['nick'] }) },
    {
      by: 'hand',
      down: async (db) => {
        await db.exec(
          `CREATE TABLE n (id INTEGER PRIMARY KEY, bio TEXT);
           INSERT INTO n SELECT id, bio FROM Users;
           DROP TABLE users;
           ALTER TABLE n RENAME TO users`,
        );
      },
    },
  ])('include the values of a column that a rebuild by $by leaves out', async ({ down }) => {
    const files: Files = { ...base, '4_nick': { up() {}, down } };
    const database = await inUse(files);
    const migrator = createMigrator({ database: database.d1, migrations: files });
    const { losses } = await migrator.rollback({ step: 1, pretend: true });
    expect(losses).toEqual([{ table: 'users', column: 'nick', rows: 1 }]);
  });

  it('are unknown for a migration that is named, if it cannot be previewed', async () => {
    const reads: Migration = {
      up: (db) => void db.run('CREATE TABLE r (id)'),
      down: async (db) => {
        await db.prepare('SELECT count(*) FROM users').first();
        await db.run('DROP TABLE r');
      },
    };
    const files = { ...base, '4_reads': reads };
    const database = await inUse(files);
    expect(await shownFor(database, files, (migrator) => migrator.rollback({ step: 3 }))).toEqual({
      losses: [posts],
      unknown: ['4_reads'],
    });
  });

  it('are none if a table is recreated with its rows', async () => {
    const byHand = [
      'CREATE TABLE n (id INTEGER PRIMARY KEY)',
      'INSERT INTO n SELECT id FROM posts',
      'DROP TABLE posts',
    ];
    const files = {
      ...base,
      '4_hand': sqlMigration([], [...byHand, 'ALTER TABLE n RENAME TO posts']),
    };
    const database = await inUse(files);
    expect((await shownFor(database, files, (migrator) => migrator.rollback({ step: 1 }))).losses).toEqual(
      [],
    );
  });

  it.each([
    ['dropped and recreated', ['DROP TABLE posts', 'CREATE TABLE posts (id INTEGER PRIMARY KEY)']],
    ['emptied and given new rows', ['DELETE FROM posts', 'INSERT INTO posts VALUES (9)']],
    [
      'replaced by an empty one',
      ['CREATE TABLE n (id INTEGER PRIMARY KEY)', 'DROP TABLE posts', 'ALTER TABLE n RENAME TO posts'],
    ],
  ])('are counted for a table that is %s', async (_, down) => {
    const files = { ...base, '4_again': sqlMigration([], down) };
    const database = await inUse(files);
    const { losses } = await shownFor(database, files, (migrator) => migrator.rollback({ step: 1 }));
    expect(losses).toEqual([posts]);
  });

  it('are also in the report of a pretended run', async () => {
    const files = { ...base, '4_gone': sqlMigration(['DELETE FROM posts', 'DROP TABLE posts']) };
    const database = await inUse();
    const report = await createMigrator({ database: database.d1, migrations: files }).migrate({
      pretend: true,
    });
    expect(report.losses).toEqual([posts]);
    const back = await createMigrator({ database: database.d1, migrations: base }).reset({ pretend: true });
    expect(back.losses).toEqual([posts, users]);
  });

  it('are recorded by the same call of down() whose statements are sent', async () => {
    let calls = 0;
    const counted: Migration = {
      up: (db) => void db.run('CREATE TABLE c (id)'),
      down: (db) => {
        calls += 1;
        void db.run('DROP TABLE c');
      },
    };
    const files = { ...base, '4_counted': counted };
    const database = await inUse(files);
    calls = 0;
    const approve = async (_: unknown, losses: () => Promise<unknown>) => void (await losses());
    await createMigrator({ database: database.d1, migrations: files, approve }).rollback();
    expect(calls).toBe(1);
    expect(database.rows("SELECT 1 FROM sqlite_schema WHERE name = 'c'")).toEqual([]);
  });
});
