// Every migration that a page shows by itself can be undone: on three rows, up, down and up again. Those that it has its
// reader write into files are run as the page says, by readmes.test.ts.
import { describe, expect, it } from 'vitest';
import { mistakesIn } from './support/follow.ts';
import { blocksOf } from './support/markdown.ts';
import { filesLike, textOf } from './support/repository.ts';

const posts = `export default {
  async up(db) {
    await db.exec(\`
      CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
      INSERT INTO posts (title) VALUES ('One'), ('Two words'), ('One');
    \`);
  },
  async down(db) {
    await db.run('DROP TABLE posts');
  },
};
`;

const shown = filesLike('**/*.md').flatMap((page) =>
  blocksOf(textOf(page))
    .filter(({ info, text }) => info[0] === 'ts' && text.includes('satisfies Migration') && !isFile(info))
    .map(({ line, text }) => ({ place: `${page}:${line}`, text })),
);

function isFile(info: readonly string[]): boolean {
  return info.some((word) => word.startsWith('file='));
}

function fileBlock(name: string, text: string): string {
  return `\`\`\`ts file=database/migrations/${name}.ts\n${text}\`\`\`\n`;
}

describe('the migration of a page', () => {
  it.each(shown)('$place comes back', async ({ text }) => {
    const before = text.includes('CREATE TABLE posts') ? '' : fileBlock('0001_posts', posts);
    const verify = '```sh run\nroost migrate:verify --reversible\n```\n';
    expect(await mistakesIn('README.md', before + fileBlock('0002_shown', text) + verify)).toEqual([]);
  });

  it('is there', () => {
    expect(shown.length).toBeGreaterThan(1);
  });

  it('would be found where it did not come back', async () => {
    const forgets = posts.replace("await db.run('DROP TABLE posts');", '');
    const verify = '```sh run\nroost migrate:verify\n```\n';
    const [mistake] = await mistakesIn('README.md', fileBlock('0001_posts', forgets) + verify);
    expect(mistake).toContain('after down(), still there: table posts');
  });
});
