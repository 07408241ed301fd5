// The READMEs and the pages with something to run are followed; support/follow.ts describes how.
import { describe, expect, it } from 'vitest';
import { isRun, mistakesIn } from './support/follow.ts';
import { blocksOf } from './support/markdown.ts';
import { followedPages, packageReadmes } from './support/pages.ts';
import { textOf } from './support/repository.ts';

describe.each(followedPages)('%s', (page) => {
  it('holds when it is followed', async () => {
    expect(await mistakesIn(page, textOf(page))).toEqual([]);
  });
});

it('a page of the guides is among them', () => {
  expect(followedPages).toContain('docs/guides/rebuilding-tables.md');
});

describe.each(packageReadmes)('%s', (readme) => {
  it('has something to run', () => {
    expect(blocksOf(textOf(readme)).filter(isRun).length).toBeGreaterThan(0);
  });

  it('is shorter than 150 lines', () => {
    expect(textOf(readme).split('\n').length).toBeLessThan(150);
  });
});
