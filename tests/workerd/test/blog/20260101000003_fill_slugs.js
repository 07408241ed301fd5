export default {
  async up(db) {
    const { results } = await db.prepare('SELECT id, title FROM posts').all();
    await this.db.run('ALTER TABLE posts ADD COLUMN slug TEXT');
    const update = db.prepare('UPDATE posts SET slug = ? WHERE id = ?');
    await db.batch(results.map(({ id, title }) => update.bind(title.toLowerCase().replace(/\W+/g, '-'), id)));
  },
  async down() {
    await this.db.run('ALTER TABLE posts DROP COLUMN slug');
  },
};
