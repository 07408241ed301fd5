// The folders that roost or wrangler refuses, and that nothing is left of the migration that is refused.
import { describe, expect, it, onTestFinished } from 'vitest';
import { amountOf } from '../../../scripts/searches.ts';
import { projects } from '../../wrangler/test/support/project.ts';
import { corpusPath, filesIn } from './support/projects.ts';
import { refused } from './support/refused.ts';

const some = refused.slice(0, amountOf('CORPUS_REFUSED_BY_WRANGLER'));
const aProject = projects(2 * refused.length + some.length);

const filesOf = (name: string) => filesIn(corpusPath('refused', name), 'migrations');

describe('roost', () => {
  it.for(refused)('ends with $roost: $name', async ({ name, roost: code }) => {
    const { write, roost, local } = await aProject(onTestFinished);
    await write(filesOf(name));
    const { exitCode, stdout } = await roost('migrate', '--path', 'migrations', '--json');
    expect([JSON.parse(stdout).error?.code ?? null, exitCode === 0]).toEqual([code, code === null]);
    if (name !== 'fails-halfway') return;
    expect(await local('.wrangler/state')('SELECT count(*) FROM a')).toEqual([[0]]);
  });
});

// As far as roost takes them.
const onlyByWrangler = refused.filter(({ roost, wrangler }) => roost === null && wrangler !== null);

describe('roost migrate:export --check', () => {
  it.for(onlyByWrangler)('says that wrangler refuses $name', async ({ name }) => {
    const { write, roost } = await aProject(onTestFinished);
    await write(filesOf(name));
    const { exitCode, stdout } = await roost('migrate:export', '--check', '--path', 'migrations');
    expect([exitCode, stdout]).toEqual([5, expect.stringMatching(/^unfit {4}migrations\/0001_a.sql:1: /)]);
  });
});

describe.concurrent('wrangler', () => {
  it.for(some)(
    'ends with $wrangler: $name',
    async ({ name, wrangler: printed }, { expect, onTestFinished }) => {
      const { write, wrangler, name: database } = await aProject(onTestFinished);
      await write(filesOf(name));
      const { exitCode, stdout, stderr } = await wrangler('d1', 'migrations', 'apply', database, '--local');
      expect(exitCode === 0).toBe(printed === null);
      if (printed !== null) expect(`${stdout}${stderr}`).toMatch(printed);
    },
  );
});
