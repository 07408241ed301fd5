import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    await this.db.run(`
      CREATE TABLE comments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
        author TEXT NOT NULL,
        body TEXT NOT NULL,
        created_at TEXT NOT NULL DEFAULT (datetime('now'))
      )
    `);
  },

  async down() {
    await this.db.run('DROP TABLE comments');
  },
} satisfies Migration;
