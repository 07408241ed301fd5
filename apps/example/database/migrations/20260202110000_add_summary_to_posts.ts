import type { Migration } from '@roostjs/cli';

type Post = { readonly id: number; readonly body: string };

export default {
  async up() {
    // Read first: what is written below takes effect only when all of it commits.
    const posts = await this.db.prepare('SELECT id, body FROM posts ORDER BY id').all<Post>();

    await this.db.run(`ALTER TABLE posts ADD COLUMN summary TEXT NOT NULL DEFAULT ''`);
    for (const { id, body } of posts.results) {
      await this.db.run('UPDATE posts SET summary = ? WHERE id = ?', firstSentence(body), id);
    }
  },

  async down() {
    await this.db.run('ALTER TABLE posts DROP COLUMN summary');
  },
} satisfies Migration;

// A copy of the Worker's rule as it was on this day: the Worker's may change, what a migration does may not.
function firstSentence(body: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(body)?.[0] ?? body;
}
