// The READMEs and the pages with something to run are followed; support/follow.ts describes how.
import { describe, expect, it } from 'vitest';
import { isRun, mistakesIn } from './support/follow.ts';
import { blocksOf } from './support/markdown.ts';
import { filesLike, textOf } from './support/repository.ts';

const packageReadmes = filesLike('packages/*').map((folder) => `${folder}/README.md`);

// It begins in an empty folder: tests/packaging follows it.
const gettingStarted = 'docs/getting-started.md';

const pages = filesLike('docs/**/*.md').filter(
  (page) => page !== gettingStarted && blocksOf(textOf(page)).some(isRun),
);

it('some pages have something to run', () => {
  expect(pages).toContain('docs/guides/rebuilding-tables.md');
});

describe.each(['README.md', 'apps/example/README.md', ...pages, ...packageReadmes])('%s', (page) => {
  it('holds when it is followed', async () => {
    expect(await mistakesIn(page, textOf(page))).toEqual([]);
  });
});

describe.each(packageReadmes)('%s', (readme) => {
  it('has something to run', () => {
    expect(blocksOf(textOf(readme)).filter(isRun).length).toBeGreaterThan(0);
  });

  it('is shorter than 150 lines', () => {
    expect(textOf(readme).split('\n').length).toBeLessThan(150);
  });
});
