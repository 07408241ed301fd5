import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    await this.db.run(`
      ALTER TABLE posts ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags))
    `);
  },

  async down() {
    await this.db.run('ALTER TABLE posts DROP COLUMN tags');
  },
} satisfies Migration;
