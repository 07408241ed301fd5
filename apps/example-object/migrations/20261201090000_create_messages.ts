import type { Migration } from '@roostjs/migrations-core/durable-object';

export default {
  async up(db) {
    await db.run('CREATE TABLE messages (id INTEGER PRIMARY KEY, author TEXT NOT NULL, text TEXT NOT NULL)');
  },
  async down(db) {
    await db.run('DROP TABLE messages');
  },
} satisfies Migration;
