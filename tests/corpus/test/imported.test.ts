// Each folder is imported as TypeScript, which is verified, and makes what the SQL makes.
import { describe, expect, it, onTestFinished } from 'vitest';
import { amountOf } from '../../../scripts/searches.ts';
import { projectsOn } from './support/known-differences.ts';
import { countOf, filesOf, recordedOf } from './support/projects.ts';
import { withoutLayout } from './support/spelling.ts';
import { trials } from './support/trial.ts';

const some = projectsOn('imported').slice(0, amountOf('CORPUS_IMPORTED'));
const aTrial = trials(some.length);

describe('roost import', () => {
  it.for(some)('writes TypeScript that makes what $name makes', async (project) => {
    const { write, succeed, json, content } = await aTrial(project, 'database/migrations', onTestFinished);
    await write(filesOf(project, 'source'));
    await succeed('import', 'source');
    await succeed('migrate');
    expect(withoutLayout(await content())).toBe(withoutLayout(recordedOf(project).content));
    const { migrations } = await json('migrate:verify');
    expect(migrations).toHaveLength(countOf(project));
    const found = migrations.filter(({ state }) => state !== 'ok' && state !== 'irreversible');
    expect(found).toEqual(project.loses.map((name) => expect.objectContaining({ name, state: 'loses' })));
  });
});
