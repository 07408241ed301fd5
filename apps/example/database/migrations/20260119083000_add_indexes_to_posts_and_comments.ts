import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    await this.db.run('CREATE INDEX idx_posts_author_status ON posts (author_id, status)');
    await this.db.run('CREATE INDEX idx_posts_status_created_at ON posts (status, created_at)');
    await this.db.run('CREATE INDEX idx_comments_post ON comments (post_id)');
  },

  async down() {
    await this.db.run('DROP INDEX idx_comments_post');
    await this.db.run('DROP INDEX idx_posts_status_created_at');
    await this.db.run('DROP INDEX idx_posts_author_status');
  },
} satisfies Migration;
