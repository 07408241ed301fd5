export default {
  async up(db) {
    await db.prepare('CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)').run();
    await db.prepare('INSERT INTO users (name) VALUES (?)').bind('Ada').run();
  },
  async down(db) {
    await db.prepare('DROP TABLE users').run();
  },
};
