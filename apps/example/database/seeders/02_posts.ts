import type { Seeder } from '@roostjs/cli';
import { upsert } from '@roostjs/cli/schema';
import type { PostsInsert } from '../../src/database.ts';
import { firstSentence } from '../../src/first-sentence.ts';

// As in 01_users_and_tags.json.
const ada = 1;
const grace = 2;

const posts: readonly PostsInsert[] = [
  {
    author_id: ada,
    slug: 'the-analytical-engine',
    title: 'The Analytical Engine',
    body: 'It weaves algebraical patterns just as the loom weaves flowers and leaves. It originates nothing.',
    status: 'published',
    created_at: '2026-01-12 09:00:00',
  },
  {
    author_id: grace,
    slug: 'a-moth-in-the-relay',
    title: 'A moth in the relay',
    body: 'We found the first actual bug, and taped it into the logbook. The machine ran again by four.',
    status: 'published',
    created_at: '2026-02-03 15:45:00',
  },
  {
    author_id: grace,
    slug: 'how-long-is-a-nanosecond',
    title: 'How long is a nanosecond?',
    body: 'As long as this wire, not quite thirty centimetres. Nothing travels further in that time.',
    status: 'published',
    created_at: '2026-02-17 11:20:00',
  },
  {
    author_id: ada,
    slug: 'note-h',
    title: 'Note H',
    body: 'Not finished yet.',
    status: 'draft',
    created_at: '2026-02-20 08:10:00',
  },
];

export default {
  async run() {
    const rows = posts.map((post) => ({ ...post, summary: firstSentence(post.body) }));
    // By the slug: a post that somebody has written in the meantime may have any id.
    await upsert(this.db, 'posts', rows, { key: 'slug' });
  },
} satisfies Seeder;
