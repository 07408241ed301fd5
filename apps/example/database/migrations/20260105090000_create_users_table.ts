export default {
  async up(db: D1Database) {
    await db
      .prepare(`
        CREATE TABLE users (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL,
          email TEXT NOT NULL UNIQUE,
          created_at TEXT NOT NULL DEFAULT (datetime('now'))
        )
      `)
      .run();
  },

  async down(db: D1Database) {
    await db.prepare('DROP TABLE users').run();
  },
};
