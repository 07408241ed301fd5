// What lint says of each folder, as a person has judged it.
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyProject } from '../../command/test/support/project.ts';
import { withoutTimes } from '../../command/test/support/times.ts';
import { corpus, corpusPath, filesOf } from './support/projects.ts';

describe('migrate:lint', () => {
  it.for(corpus)('says of $name what is recorded', async (project) => {
    const trial = await emptyProject(filesOf(project, 'migrations'));
    onTestFinished(() => trial[Symbol.asyncDispose]());
    const { exitCode, stdout, stderr } = await trial.roost(['migrate:lint', '--path', 'migrations']);
    const said = withoutTimes(`${stdout}${stderr}exit code ${exitCode}\n`);
    await expect(said).toMatchFileSnapshot(corpusPath('lint', `${project.name}.txt`));
  });
});
