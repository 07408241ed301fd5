// The built command, as a process, says and leaves what the other tests see of it in their own process
import { expect, it } from 'vitest';
import { nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import type { Ended } from './support/roost.ts';

const [a, b] = [nameOf(1, 'a'), nameOf(2, 'b')];

/** a is applied, and b is pending. */
async function inUse(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  expect(await project.roost(['migrate', '--to', a])).toMatchObject({ exitCode: 0 });
  return project;
}

// What differs from run to run: the project's own folder, the run's id, how long it took, and when.
function comparable(text: string, { root }: Project): string {
  return text
    .replaceAll(root, 'ROOT')
    .replaceAll(/"runId": "[\da-f-]+"/g, 'RUN')
    .replaceAll(/[\d.]+ m?s\b|"durationMs": [\d.]+/g, 'TIME')
    .replaceAll(/\d{14}(?=_created)|"appliedAt": "[^"]+"/g, 'NOW');
}

/** What was said, how it ended, and which files are there. */
async function outcomeOf(project: Project, { stdout, stderr, exitCode, signal }: Ended): Promise<object> {
  const paths = Object.keys(await project.contents()).map((path) => comparable(path, project));
  return {
    stdout: comparable(stdout, project),
    stderr: comparable(stderr, project),
    exitCode,
    signal,
    paths,
  };
}

it.each([
  ['--help'],
  ['--version'],
  ['make:migration created'],
  ['migrate'],
  ['migrate --rehearse'],
  ['migrate:status'],
  ['migrate:rollback'],
  ['migrate:reset --confirm app-db'],
  ['migrate:refresh --confirm app-db'],
  ['migrate:fresh --confirm app-db'],
  ['migrate:install'],
  [`migrate:adopt --to ${b}`],
  [`migrate:resolve ${a} --applied`],
  ['migrate:repair'],
  ['migrate:lint'],
  ['migrate:verify'],
  ['migrate:squash --pretend'],
  ['migrate:export'],
  ['schema:dump'],
  ['schema:types --kysely'],
  ['doctor'],
  ['migrat'],
  ['migrate --json'],
  ['migrate:status --json'],
  ['migrate:rollback --pretend --json'],
  ['migrat --json'],
])('of roost %s', async (line) => {
  await using one = await inUse();
  await using other = await inUse();
  const args = line.split(' ');
  const built = await outcomeOf(one, await one.spawnRoost(args));
  expect(await outcomeOf(other, await other.roost(args))).toEqual(built);
});

it.each([
  ['Bun 1.4.5', { bun: '1.4.5' }, 'Start it with Node.js: npx @roostjs/cli.'],
  ['Deno 2.9.6', { deno: '2.9.6' }, 'Start it with Node.js: npx @roostjs/cli.'],
  [process.version, { node: '22.17.1' }, 'Install a current one from https://nodejs.org.'],
  [process.version, { node: '20.20.2' }, 'Install a current one from https://nodejs.org.'],
])('is refused in one sentence by %s with %j', async (name, versions, what) => {
  await using project = await projectWith(tables('a'));
  const module = `Object.defineProperty(process, 'versions', { value: { ...process.versions, ...${JSON.stringify(versions)} } })`;
  const ended = await project.spawnRoost(['migrate'], {
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(module)}` },
  });
  const stderr = `roost needs Node.js 22.18 or newer; this is ${name}. ${what}\n`;
  expect(ended).toMatchObject({ exitCode: 2, stdout: '', stderr });
});
