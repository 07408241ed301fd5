import type { Migration } from '@roostjs/migrations-core/durable-object';

export default {
  async up(db) {
    await db.run('CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)');
    await db.run('INSERT INTO authors (name) SELECT DISTINCT author FROM messages');
    await db.run('ALTER TABLE messages ADD COLUMN author_id INTEGER REFERENCES authors (id)');
    // In an object, a migration reads what it has just written.
    const { results } = await db.prepare('SELECT id, name FROM authors').all<{ id: number; name: string }>();
    for (const { id, name } of results) {
      await db.run('UPDATE messages SET author_id = ? WHERE author = ?', id, name);
    }
    await db.run('ALTER TABLE messages DROP COLUMN author');
  },
  async down(db) {
    await db.run("ALTER TABLE messages ADD COLUMN author TEXT NOT NULL DEFAULT ''");
    await db.run('UPDATE messages SET author = (SELECT name FROM authors WHERE id = author_id)');
    await db.run('ALTER TABLE messages DROP COLUMN author_id');
    await db.run('DROP TABLE authors');
  },
} satisfies Migration;
