export default {
  async up() {
    await this.db.exec(`
      CREATE TABLE posts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        author_id INTEGER NOT NULL REFERENCES users (id),
        title TEXT NOT NULL,
        updates INTEGER NOT NULL DEFAULT 0
      );
      CREATE TRIGGER posts_updates AFTER UPDATE OF title ON posts BEGIN
        UPDATE posts SET updates = CASE WHEN new.title = old.title THEN updates ELSE updates + 1 END WHERE id = new.id;
      END;
      INSERT INTO posts (author_id, title) VALUES (1, 'Hello; world');`);
  },
  async down() {
    await this.db.run('DROP TABLE posts');
  },
};
