// Each folder is used where it is: applied to a local database, rolled back, applied again, squashed, and verified.
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectsOn, takes } from './support/known-differences.ts';
import { type CorpusProject, corpus, countOf, filesOf, recordedOf } from './support/projects.ts';
import { type Trial, trials } from './support/trial.ts';

const [applied, verified] = [projectsOn('in place'), projectsOn('verified')];
const aTrial = trials(2 * applied.length + verified.length + corpus.length);

async function started(project: CorpusProject): Promise<Trial> {
  const trial = await aTrial(project, 'migrations', onTestFinished);
  await trial.write(filesOf(project, 'migrations'));
  return trial;
}

describe('roost', () => {
  it.for(applied)('makes of $name what wrangler makes of it', async (project) => {
    const trial = await started(project);
    const { content, applied } = recordedOf(project);
    await trial.succeed('migrate');
    expect(await trial.content()).toBe(content);
    if (takes(project, 'ledger in place')) expect(await trial.applied()).toBe(applied);
    await rollBack(project, trial);
    await trial.succeed('migrate');
    expect(await trial.content()).toBe(content);
    if (takes(project, 'squashed')) expect(await squashed(project, trial)).toBe(content);
  });

  it.for(verified)('verifies $name', async (project) => {
    const { json } = await started(project);
    const { migrations } = await json('migrate:verify');
    expect(migrations).toHaveLength(countOf(project));
    const found = migrations.filter(({ state }) => state !== 'ok' && state !== 'irreversible');
    expect(found).toEqual(project.loses.map((name) => expect.objectContaining({ name, state: 'loses' })));
  });

  it.for(corpus)('says whether wrangler can apply $name as it is', async (project) => {
    const { roost } = await started(project);
    const { exitCode, stdout } = await roost('migrate:export', '--check');
    const isUnfit = project.hasSections || !takes(project, 'adopted');
    expect([exitCode, stdout.split('  ')[0]]).toEqual(isUnfit ? [5, 'unfit'] : [0, '']);
  });
});

/** As far as there is a way back. */
async function rollBack(project: CorpusProject, trial: Trial): Promise<void> {
  const { reversible } = project;
  if (reversible > 0) await trial.succeed('migrate:rollback', '--step', `${reversible}`);
  if (reversible === countOf(project)) {
    expect((await trial.content()).trim()).toBe('');
  } else {
    const refused = await trial.roost('migrate:rollback', '--step', '1');
    expect(refused.stderr).toContain('MIGRATION.IRREVERSIBLE');
  }
}

/** What the one migration makes that replaces all. */
async function squashed(project: CorpusProject, trial: Trial): Promise<string> {
  const text = await trial.succeed('migrate:squash', '--pretend');
  const fresh = await aTrial(project, 'migrations', onTestFinished);
  await fresh.write({ 'migrations/1_squashed.ts': text });
  await fresh.succeed('migrate');
  return await fresh.content();
}
