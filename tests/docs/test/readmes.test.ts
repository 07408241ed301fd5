// What is run of a README, and how it says so, is described in support/follow.ts.
import { describe, expect, it } from 'vitest';
import { isRun, mistakesIn } from './support/follow.ts';
import { blocksOf } from './support/markdown.ts';
import { filesLike, textOf } from './support/repository.ts';

const packageReadmes = filesLike('packages/*').map((folder) => `${folder}/README.md`);

describe.each([
  'README.md',
  'apps/example/README.md',
  'docs/guides/rebuilding-tables.md',
  'docs/guides/writing-migrations.md',
  ...packageReadmes,
])('%s', (readme) => {
  it('holds when it is followed', async () => {
    expect(await mistakesIn(readme, textOf(readme))).toEqual([]);
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
