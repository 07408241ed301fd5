// A folder and a file system that nobody may write to: told with a code, and as they were
import { copyFile, mkdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { contentsOf } from './support/contents.ts';
import { answerOfRun, inShell, mayMount, onDisk, runScript, type Shell } from './support/disk.ts';
import { nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

// Rights mean nothing to root, a read-only file system does; where neither holds, the tests fail.
const readOnly: readonly [Shell, string] = mayMount
  ? [onDisk, 'mount --bind disk disk; mount -o remount,ro,bind disk']
  : [inShell, 'chmod -R a-w disk'];
const writable = 'chmod -R u+w disk*';

async function aProject(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  await mkdir(project.path('disk'));
  return project;
}

async function isMet(project: Project, command: string): Promise<unknown> {
  const { exitCode, error, result } = await answerTo(project, command);
  return [exitCode, error?.code, error?.cause?.code ?? result?.pending];
}

async function answerTo(project: Project, command: string): ReturnType<typeof answerOfRun> {
  const before = await contentsOf(project.path('disk'));
  const [shell, makeReadOnly] = readOnly;
  await runScript(project, shell, `${makeReadOnly}; ran run "$@" ${command}; ${mayMount ? '' : writable}`);
  expect(await contentsOf(project.path('disk'))).toEqual(before);
  return answerOfRun(project, 'run');
}

it('a fresh start does not ask to drop by hand what is in the way, where no file can be made', async () => {
  await using project = await aProject();
  const { exitCode, error } = await answerTo(project, 'migrate:fresh --file disk/app.sqlite');
  expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.WIPE_FAILED']);
  expect(error?.hint).toMatch(/^Nothing was changed\. Check that its folder can be created and written to/);
});

it.each([
  ['migrate:status --file disk/app.sqlite', [0, undefined, 2]],
  ['migrate --file disk/app.sqlite', [1, 'MIGRATION.FAILED', 'DATABASE.NOT_CREATED']],
  ['migrate --file disk/new/app.sqlite', [1, 'MIGRATION.FAILED', 'DATABASE.NOT_CREATED']],
  ['make:migration x --path disk', [2, 'MIGRATIONS.FOLDER_UNWRITABLE', undefined]],
  ['make:migration x --path disk/new', [2, 'MIGRATIONS.FOLDER_UNWRITABLE', undefined]],
])('where there is no database, by %s', async (command, answer) => {
  await using project = await aProject();
  expect(await isMet(project, command)).toEqual(answer);
});

it.each([
  // SQLite opens no database with a write-ahead log where it cannot keep the log's index.
  ['migrate:status', [2, 'DATABASE.UNREADABLE', undefined]],
  ['migrate', [2, 'DATABASE.UNREADABLE', undefined]],
  ['migrate:rollback', [2, 'DATABASE.UNREADABLE', undefined]],
])('where there is one, by %s', async (command, answer) => {
  await using project = await aProject();
  const made = ['migrate', '--to', nameOf(1, 'a'), '--file', 'app.sqlite'];
  expect(await project.roost(made)).toMatchObject({ exitCode: 0 });
  await copyFile(project.path('app.sqlite'), project.path('disk/app.sqlite'));
  expect(await isMet(project, `${command} --file disk/app.sqlite`)).toEqual(answer);
});
