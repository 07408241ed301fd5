// Wrong input, each answered with a code and a hint and exit 2, and not one byte written
import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { configuration } from './refusals/configuration.ts';
import { database } from './refusals/database.ts';
import { migrations } from './refusals/migrations.ts';
import { goodProject, type Refusal } from './refusals/refusal.ts';
import { settings } from './refusals/settings.ts';
import { usage } from './refusals/usage.ts';
import { prepareDatabase } from './support/database.ts';
import { emptyProject, type Project } from './support/project.ts';

async function projectOf({ files = goodProject, links = {}, sqlite }: Refusal): Promise<Project> {
  const project = await emptyProject(files);
  for (const [path, target] of Object.entries(links)) await symlink(target, project.path(path));
  if (sqlite !== undefined) prepareDatabase(project.path('app.sqlite'), sqlite);
  return project;
}

async function isRefused(refusal: Refusal): Promise<void> {
  await using project = await projectOf(refusal);
  const before = await project.contents();
  const { exitCode, error } = await project.json(refusal.args, { env: refusal.env ?? {} });
  expect([exitCode, error?.code]).toEqual([2, refusal.code]);
  for (const name of refusal.names) expect(error?.message).toContain(name);
  expect(await project.contents()).toEqual(before);
}

it('covers at least 210 wrong inputs, no two of which are asked alike', () => {
  const all = [...usage, ...configuration, ...migrations, ...database, ...settings];
  const asked = all.map(({ title: _, code: __, names: ___, ...input }) => JSON.stringify(input));
  expect(new Set(asked).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(210);
});

describe.concurrent('a wrong command line', () => {
  it.each(usage)('is refused: $title', isRefused);
});

describe.concurrent('a wrong configuration', () => {
  it.each(configuration)('is refused: $title', isRefused);
});

describe.concurrent('wrong migrations', () => {
  it.each(migrations)('are refused: $title', isRefused);
});

describe.concurrent('a wrong database', () => {
  it.each(database)('is refused: $title', isRefused);
});

describe.concurrent('wrong settings, and wrong uses of what takes data away or over', () => {
  it.each(settings)('are refused: $title', isRefused);
});

describe.concurrent('without --json', () => {
  it.each(
    [usage[0], configuration[0], migrations[0], database[0]].filter((refusal) => refusal !== undefined),
  )('the same is said on stderr: $title', async (refusal) => {
    await using project = await projectOf(refusal);
    const ended = await project.roost(refusal.args);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^error .* \\[${refusal.code}\\]\\n(.*\\n)*next +\\S`));
  });
});
