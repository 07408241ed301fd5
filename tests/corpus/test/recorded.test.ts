// What the real wrangler makes of each folder on a local database. All other tests compare with it.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { amountOf } from '../../../scripts/searches.ts';
import { corpus, corpusPath, filesIn, recordOf, wranglerFilesOf } from './support/projects.ts';
import { trials } from './support/trial.ts';

// wrangler starts a workerd for each file, so only a long run applies all folders.
const some = corpus.slice(0, amountOf('CORPUS_LOCALLY'));
const aTrial = trials(some.length);

describe('the corpus', () => {
  it('has all of its folders on the list, and more than 120 files', () => {
    expect(corpus.map(({ name }) => name).sort()).toEqual(readdirSync(corpusPath('folders')).sort());
    const files = Object.keys(filesIn(corpusPath('folders'), '')).filter((path) => path.endsWith('.sql'));
    expect(files.length).toBeGreaterThan(120);
  });
});

describe.concurrent('wrangler d1 migrations apply --local', () => {
  it.for(some)('makes of $name what is recorded', async (project, { expect, onTestFinished }) => {
    const { write, apply, content, applied } = await aTrial(project, 'migrations', onTestFinished);
    await write(wranglerFilesOf(project, 'migrations'));
    await apply('--local');
    const record = recordOf(await content(), await applied());
    await expect(record).toMatchFileSnapshot(corpusPath('made', `${project.name}.sql`));
  });
});
