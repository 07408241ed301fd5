import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    await this.db.run(`
      ALTER TABLE posts ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))
    `);
  },

  async down() {
    await this.db.run('ALTER TABLE posts DROP COLUMN pinned');
  },
} satisfies Migration;
