// Kysely and drizzle as their packages publish them, over the database of a migration.
import { createMigrator, type Migration, type MigrationDatabase } from '@roostjs/migrations-core';
import { eq, sql as text } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { integer, sqliteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import { Kysely, sql } from 'kysely';
import { D1Dialect } from 'kysely-d1';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';

type Schema = { posts: { id?: number; title: string } };

function kyselyOn(db: MigrationDatabase): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new D1Dialect({ database: db }) });
}

const posts = sqliteTable('posts', { id: integer().primaryKey(), title: textColumn().notNull() });

async function createWithKysely(db: MigrationDatabase): Promise<void> {
  const kysely = kyselyOn(db);
  await kysely.schema
    .createTable('posts')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('title', 'text', (column) => column.notNull())
    .execute();
  await kysely.schema.createIndex('posts_title').on('posts').column('title').execute();
}

const kysely: Migration = {
  async up(db) {
    const kysely = kyselyOn(db);
    await createWithKysely(db);
    await kysely
      .insertInto('posts')
      .values([{ title: 'one' }, { title: 'two' }, { title: 'three' }])
      .executeTakeFirstOrThrow();
    await kysely.updateTable('posts').set({ title: 'TWO' }).where('title', '=', 'two').execute();
    await kysely.deleteFrom('posts').where('title', '=', 'three').executeTakeFirst();
    await kysely
      .insertInto('posts')
      .columns(['title'])
      .expression(
        kysely.selectFrom('posts').select(sql<string>`title || '!'`.as('title')).where('id', '=', 1),
      )
      .execute();
    await sql`INSERT INTO posts (title) VALUES (${'raw'})`.execute(kysely);
  },
  async down(db) {
    await kyselyOn(db).schema.dropTable('posts').execute();
  },
};

const drizzled: Migration = {
  async up(db) {
    const orm = drizzle(db);
    await orm.run(text`CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL)`);
    await orm.insert(posts).values([{ title: 'one' }, { title: 'two' }, { title: 'three' }]);
    await orm.update(posts).set({ title: 'TWO' }).where(eq(posts.title, 'two'));
    await orm.delete(posts).where(eq(posts.title, 'three'));
    await orm.batch([
      orm.insert(posts).select(
        orm
          .select({ id: text`NULL`.as('id'), title: text`title || '!'`.as('title') })
          .from(posts)
          .where(eq(posts.id, 1)),
      ),
      orm.run(text`CREATE INDEX posts_title ON posts (title)`),
    ]);
    await orm.all(text`INSERT INTO posts (title) VALUES (${'raw'})`);
  },
  async down(db) {
    await drizzle(db).run(text`DROP TABLE posts`);
  },
};

const created: Migration = { up: createWithKysely };

function prepared(...list: readonly Migration[]) {
  const database = testDatabase();
  const migrations = Object.fromEntries(list.map((migration, index) => [`${index}_test`, migration]));
  return { database, migrator: createMigrator({ database: database.d1, migrations }) };
}

describe.each([
  ['Kysely', kysely],
  ['drizzle', drizzled],
])('%s', (_, migration) => {
  it.each([true, false])('runs up and down; within a transaction: %s', async (withinTransaction) => {
    const { database, migrator } = prepared({ ...migration, withinTransaction });
    await migrator.migrate();
    expect(database.rows('SELECT title FROM posts ORDER BY id')).toEqual(
      ['one', 'TWO', 'one!', 'raw'].map((title) => ({ title })),
    );
    await migrator.rollback();
    expect(tableNames(database)).toEqual([]);
  });

  it('shows its statements in a dry run, and stores its down()', async () => {
    const { database, migrator } = prepared(migration);
    const { steps } = await migrator.migrate({ pretend: true });
    expect(steps[0]?.statements?.map(({ sql }) => sql.slice(0, 6).toLowerCase()).sort()).toEqual([
      'create',
      'create',
      'delete',
      'insert',
      'insert',
      'insert',
      'update',
    ]);
    expect(tableNames(database)).toEqual([]);
    await migrator.migrate();
    expect(database.rows('SELECT lower(down_sql) AS down FROM migrations')).toEqual([
      { down: expect.stringMatching(/^drop table "?posts"?;$/) },
    ]);
  });

  it('reads the real database before it writes', async () => {
    const { database, migrator } = prepared(
      {
        async up(db) {
          await createWithKysely(db);
          await db.run("INSERT INTO posts (title) VALUES ('one')");
        },
      },
      {
        async up(db) {
          const [found] = await (migration === kysely
            ? kyselyOn(db).selectFrom('posts').selectAll().execute()
            : drizzle(db).select().from(posts));
          await db.run('INSERT INTO posts (title) VALUES (?)', `${found?.title}!`);
        },
      },
    );
    await migrator.migrate();
    expect(database.rows('SELECT title FROM posts')).toEqual([{ title: 'one' }, { title: 'one!' }]);
  });
});

describe('the rows of RETURNING', () => {
  const insert = { title: 'one' };
  const returning: readonly [string, (db: MigrationDatabase) => Promise<unknown>][] = [
    ['Kysely', (db) => kyselyOn(db).insertInto('posts').values(insert).returning('id').execute()],
    ['drizzle', (db) => drizzle(db).insert(posts).values(insert).returning()],
    ['a batch of drizzle', (db) => drizzle(db).batch([drizzle(db).insert(posts).values(insert).returning()])],
  ];

  it.each(returning)('are refused to %s while recording, and the hint works', async (_, insertOne) => {
    const up = async (db: MigrationDatabase) => void (await insertOne(db));
    const { database, migrator } = prepared(created, { up });
    const error = await failureOf(migrator.migrate());
    expect(error.cause).toMatchObject({ code: 'RECORDING.RESULT_UNKNOWN' });
    expect(error.hint).toContain('last_insert_rowid()');
    expect(database.rows('SELECT * FROM posts')).toEqual([]);
    const { database: direct, migrator: directly } = prepared(created, { up, withinTransaction: false });
    await directly.migrate();
    expect(direct.rows('SELECT * FROM posts')).toEqual([{ id: 1, title: 'one' }]);
  });

  it('can be replaced by last_insert_rowid()', async () => {
    const { database, migrator } = prepared(created, {
      async up(db) {
        await db.run('CREATE TABLE comments (post_id INTEGER REFERENCES posts (id))');
        await kyselyOn(db).insertInto('posts').values({ id: 7, title: 'seven' }).execute();
        await db.run('INSERT INTO comments VALUES (last_insert_rowid())');
      },
    });
    await migrator.migrate();
    expect(database.rows('SELECT * FROM comments')).toEqual([{ post_id: 7 }]);
  });
});

describe('what a write has changed', () => {
  it('is absent from the answer to all() while recording, and there outside a transaction', async () => {
    const seen: unknown[] = [];
    const up = async (db: MigrationDatabase) => {
      const kysely = kyselyOn(db);
      seen.push(await kysely.insertInto('posts').values({ title: 'one' }).executeTakeFirst());
      seen.push((await db.prepare("UPDATE posts SET title = 'two'").all()).meta.changes);
    };
    await prepared(created, { up }).migrator.migrate();
    await prepared(created, { up, withinTransaction: false }).migrator.migrate();
    expect(seen).toEqual([
      // Kysely's type has no unknown count: it shows 0n where its driver reports none.
      { insertId: undefined, numInsertedOrUpdatedRows: 0n },
      undefined,
      { insertId: 1n, numInsertedOrUpdatedRows: 1n },
      1,
    ]);
  });
});
