// What a pull request gets, by the action and by the script of the guide: the same commands, run in a real repository.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bash, type EndedStep, runAction } from './support/action.ts';
import { blockOf } from './support/guide.ts';
import { type Repository, repositoryWith } from './support/project.ts';
import { roost } from './support/repository.ts';

const good = {
  'database/migrations/2_email.sql':
    'ALTER TABLE users ADD COLUMN email TEXT;\n-- down\nALTER TABLE users DROP COLUMN email;\n',
};
const lossy = {
  'database/migrations/2_no_name.sql':
    'ALTER TABLE users DROP COLUMN name;\n-- down\nALTER TABLE users ADD COLUMN name TEXT;\n',
};

let temp: string;
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'roost runner '));
});
afterEach(() => rm(temp, { recursive: true, force: true }));

const env = (): Readonly<Record<string, string>> => ({ ROOST_BIN: roost, CI: 'true' });

describe('the action', () => {
  function check({ folder, base }: Repository): Promise<readonly EndedStep[]> {
    const github = { token: 'secret', event: { pull_request: { number: 7, base: { sha: base } } } };
    return runAction(
      folder,
      { inputs: {}, github, runner: { temp } },
      { ...env(), GITHUB_WORKSPACE: folder, GITHUB_STEP_SUMMARY: join(temp, 'summary.md') },
    );
  }

  it('checks what is good, and reports it in the summary and in files', async () => {
    await using repository = await repositoryWith(good);
    const ended = await check(repository);
    expect(ended.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ['Lint', 0],
      ['Verify', 0],
      ['Compare with the base branch', 0],
      ['Report', 0],
    ]);
    const summary = await readFile(join(temp, 'summary.md'), 'utf8');
    expect(summary).toMatch(/^<!-- roost-report -->\n## Migrations since `[0-9a-f]{10}`\n/);
    expect(summary).toContain('`2_email.sql`');
    expect(await readFile(join(temp, 'roost-report/plan.md'), 'utf8')).toBe(summary);
    expect(await readFile(join(temp, 'roost-report/plan.html'), 'utf8')).toContain('2_email');
    expect(JSON.parse(await readFile(join(temp, 'roost-report/lint.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
    });
  });

  it('fails for what loses data, names its line, and reports all the same', async () => {
    await using repository = await repositoryWith(lossy);
    const ended = await check(repository);
    expect(ended.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ['Lint', 5],
      ['Verify', 0],
      ['Compare with the base branch', 0],
      ['Report', 0],
    ]);
    expect(ended[0]?.output).toContain(
      '::error file=database/migrations/2_no_name.sql,line=1,title=loss drop-column',
    );
    expect(await readFile(join(temp, 'summary.md'), 'utf8')).toContain('**contract**');
  });
});

describe('the script of the guide', () => {
  async function check({ folder, base }: Repository): Promise<{ exitCode: number; output: string }> {
    return bash(await blockOf('ci/check.sh'), folder, env(), [base]);
  }

  it('ends with 0 for what is good, and has written the report', async () => {
    await using repository = await repositoryWith(good);
    expect((await check(repository)).exitCode).toBe(0);
    expect(await readFile(join(repository.folder, 'plan.md'), 'utf8')).toContain('2_email');
  });

  it('runs every check of what loses data, and ends with 1', async () => {
    await using repository = await repositoryWith(lossy);
    const { exitCode, output } = await check(repository);
    expect(exitCode).toBe(1);
    expect(output).toContain('drop-column');
    expect(await readFile(join(repository.folder, 'plan.md'), 'utf8')).toContain('2_no_name');
  });
});
