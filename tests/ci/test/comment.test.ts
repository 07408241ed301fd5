// The action's comment on a pull request: one, which each run updates.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EndedStep, runAction } from './support/action.ts';
import { type CommentsApi, startCommentsApi } from './support/comments-api.ts';

const marker = '<!-- roost-report -->';

describe('with post: true', () => {
  let temp: string;
  beforeEach(async () => {
    temp = await mkdtemp(join(tmpdir(), 'roost ci '));
    await mkdir(join(temp, 'roost-report'));
  });
  afterEach(() => rm(temp, { recursive: true, force: true }));

  async function post(api: CommentsApi, report: string): Promise<readonly EndedStep[]> {
    await writeFile(join(temp, 'roost-report/plan.md'), report);
    const github = { token: 'secret', event: { pull_request: { number: 7 } } };
    const context = { inputs: { post: 'true' }, github, runner: { temp } };
    return runAction(temp, context, { GITHUB_REPOSITORY: 'nest/blog', GH_API_URL: api.url });
  }

  it('comments once, and updates that comment afterwards', async () => {
    await using api = await startCommentsApi();
    const first = `${marker}\n# 2 migrations\n\n"quotes", $HOME, \`ticks\` and @file\n`;
    expect(await post(api, first)).toEqual([{ name: 'Comment', exitCode: 0, output: '' }]);
    expect(api.comments.map(({ body }) => body)).toEqual([first]);
    await post(api, `${marker}\nnothing\n`);
    expect(api.comments.map(({ body }) => body)).toEqual([`${marker}\nnothing\n`]);
    expect(api.requests.at(-1)).toBe('PATCH /repos/nest/blog/issues/comments/1000');
  });

  it('finds its comment on a later page, and leaves those of others alone', async () => {
    await using api = await startCommentsApi();
    const by = (login: string, type: 'Bot' | 'User', body: string): void => {
      api.comments.push({ id: api.comments.length, body, user: { login, type } });
    };
    by('ada', 'User', `${marker}\na quotation of it`);
    by('renovate[bot]', 'Bot', 'an update');
    by('ada', 'User', 'fine');
    by('github-actions[bot]', 'Bot', `${marker}\nold`);
    await post(api, `${marker}\nnew`);
    expect(api.comments.map(({ body }) => body)).toEqual([
      `${marker}\na quotation of it`,
      'an update',
      'fine',
      `${marker}\nnew`,
    ]);
  });

  it('fails if the token may not comment', async () => {
    await using api = await startCommentsApi({ mayWrite: false });
    expect(await post(api, `${marker}\n`)).toEqual([
      { name: 'Comment', exitCode: 1, output: 'gh: Resource not accessible by integration (HTTP 403)\n' },
    ]);
  });

  it('fails if it cannot tell whether there is a comment', async () => {
    await using api = await startCommentsApi();
    await api[Symbol.asyncDispose]();
    const [ended] = await post(api, marker);
    expect(ended?.exitCode).not.toBe(0);
    expect(api.comments).toEqual([]);
  });
});
