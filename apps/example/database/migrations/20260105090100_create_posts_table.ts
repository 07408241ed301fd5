export default {
  async up(db: D1Database) {
    await db
      .prepare(`
        CREATE TABLE posts (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          author_id INTEGER NOT NULL REFERENCES users (id),
          slug TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          body TEXT NOT NULL,
          status TEXT NOT NULL DEFAULT 'draft'
            CONSTRAINT known_status CHECK (status IN ('draft', 'published', 'archived')),
          created_at TEXT NOT NULL DEFAULT (datetime('now'))
        )
      `)
      .run();
  },

  async down(db: D1Database) {
    await db.prepare('DROP TABLE posts').run();
  },
};
