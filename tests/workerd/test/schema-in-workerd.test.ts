// rebuildTable, upsert and assertions inside a Worker, on its own binding, from the package as it is published.
import { describe, expect, it, vi } from 'vitest';
import { startWorker } from './worker.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

const migrations = `
import { assertNoRows, rebuildTable, upsert } from './core/schema.js';

export const migrations = {
  '1_blog': { async up(db) {
    await db.exec(\`
      CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, boss INTEGER REFERENCES users (id) ON DELETE SET NULL);
      CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id) ON DELETE CASCADE);
      CREATE TABLE likes (post INTEGER REFERENCES posts (id) ON DELETE CASCADE);
      CREATE TRIGGER posts_gone BEFORE DELETE ON posts
      BEGIN
        UPDATE users SET name = CASE WHEN name IS NULL THEN 'none' ELSE 'gone' END;
      END;
      INSERT INTO users VALUES (1, 'Ada', NULL), (2, NULL, 1), (3, 'Grace', 2);
      INSERT INTO posts VALUES (1, 2);
    \`);
    await upsert(db, 'posts', [{ id: 1, author: 1n }, { id: 2, author: 1n }, { author: 2n, id: 3 }], { key: 'id' });
    await db.run('INSERT INTO likes VALUES (1), (3)');
  } },
  '2_names': {
    async up(db) {
      await rebuildTable(db, {
        table: 'users',
        change: { columns: { name: { notNull: true } } },
        copy: { name: "coalesce(name, '?')" },
      });
    },
    async down(db) {
      await rebuildTable(db, {
        table: 'users',
        change: { columns: { name: { notNull: false } } },
        copy: { name: "nullif(name, '?')" },
      });
    },
  },
  '3_assert': { async up(db) {
    await db.run('DELETE FROM likes');
    await assertNoRows(db, 'SELECT * FROM posts WHERE author = 1', "Ada's posts are gone");
  } },
};`;

const tables = ['users', 'posts', 'likes', 'sqlite_sequence'];

describe('inside workerd', () => {
  it('a table is rebuilt forth and back with every row of every table, and an assertion undoes what it has to', async () => {
    const worker = await startWorker(migrations);
    const rows = async () => {
      const answers = await worker.db.batch(
        tables.map((table) => worker.db.prepare(`SELECT * FROM ${table} ORDER BY 1`)),
      );
      const schema = await worker.db
        .prepare("SELECT sql FROM sqlite_schema WHERE name IN ('users', 'posts_gone') ORDER BY name")
        .raw();
      return [answers.map(({ results }) => results), schema];
    };
    await worker.call('migrate', { to: '1_blog' });
    const [[users, ...others] = [], schema] = await rows();
    await worker.call('migrate', { to: '2_names' });
    expect((await rows())[0]).toEqual([
      (users as { name: string | null }[]).map((user) => ({ ...user, name: user.name ?? '?' })),
      ...others.slice(0, -1),
      [
        { name: 'migrations', seq: 2 },
        { name: 'users', seq: 3 },
      ],
    ]);
    const rebuilt = await rows();
    const { error } = await worker.call('migrate');
    expect(error).toMatchObject({
      code: 'MIGRATION.ASSERTION_FAILED',
      message:
        "Migrating '3_assert' was undone by an assertion at statement 2: Ada's posts are gone (rows: 2)",
    });
    expect(await rows()).toEqual(rebuilt);
    await worker.call('rollback', { step: 1 });
    const [[usersAgain, postsAgain, likesAgain] = [], schemaAgain] = await rows();
    expect([usersAgain, postsAgain, likesAgain, schemaAgain]).toEqual([users, others[0], others[1], schema]);
  });
});
