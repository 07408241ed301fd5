// Each folder is applied by the real wrangler, as it is and as roost exports it, to the stand-in of Cloudflare's API.
import { describe, it } from 'vitest';
import { amountOf } from '../../../scripts/searches.ts';
import { projectsOn, takes } from './support/known-differences.ts';
import { countOf, filesOf, recordedOf, wranglerFilesOf } from './support/projects.ts';
import { withFoldedTriggers } from './support/spelling.ts';
import { trials } from './support/trial.ts';

const adopted = projectsOn('adopted').slice(0, amountOf('CORPUS_ADOPTED'));
const exported = projectsOn('exported');
const adoption = trials(adopted.length);
const exports = trials(exported.length);

describe.concurrent('what wrangler d1 migrations apply has made', () => {
  it.for(adopted)('of $name is adopted', async (project, { expect, onTestFinished }) => {
    const { write, apply, succeed, content, applied, name } = await adoption(
      project,
      'migrations',
      onTestFinished,
    );
    await write(wranglerFilesOf(project, 'migrations'));
    await apply('--remote');
    await write(filesOf(project, 'migrations'));
    await succeed('migrate:adopt', '--remote', '--confirm', name);
    await succeed('migrate:status', '--remote', '--exit-code');
    const recorded = recordedOf(project);
    expect(await content('--remote')).toBe(recorded.content);
    if (takes(project, 'ledger adopted')) expect(await applied('--remote')).toBe(recorded.applied);
  });

  it.for(exported)('of the export of $name is the same', async (project, { expect, onTestFinished }) => {
    const { cloudflare, write, apply, succeed, json, content } = await exports(
      project,
      'source',
      onTestFinished,
    );
    cloudflare.behave({ splitsSql: 'as-cloudflare' });
    await write(filesOf(project, 'source'));
    await succeed('migrate:export');
    await apply('--remote');
    const recorded = withFoldedTriggers(recordedOf(project).content);
    expect(withFoldedTriggers(await content('--remote'))).toBe(recorded);
    await succeed('migrate:status', '--remote', '--exit-code');
    const { migrations } = await json('migrate:status', '--remote');
    expect(migrations).toEqual(Array(countOf(project)).fill(expect.objectContaining({ state: 'applied' })));
  });
});
