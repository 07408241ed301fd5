// What Laravel's own tests hold its artisan commands to, and what roost does there: docs/internals/other-migrators.md.
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { batchesIn, tablesIn } from '../support/database.ts';
import { createsTable, nameOf, tables } from '../support/migrations.ts';
import { databaseId, emptyProject, type Project, projectWith } from '../support/project.ts';
import { remoteProjects } from '../support/remote-project.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];
const folder = 'database/migrations';
const remoteProject = remoteProjects(1);

async function madeFile(project: Project, args: readonly string[]): Promise<string> {
  const { stdout } = await project.roost(['make:migration', ...args]);
  return readFile(project.path(stdout.trim()), 'utf8');
}

describe.concurrent('Laravel', () => {
  it('Laravel 7a: the database can be chosen among those that are configured', async () => {
    const config = {
      d1_databases: [
        { binding: 'DB', database_id: databaseId },
        { binding: 'OTHER', database_id: 'another' },
      ],
    };
    await using project = await emptyProject({
      'wrangler.json': JSON.stringify(config),
      'roost.json': JSON.stringify({ databases: { DB: { path: folder }, OTHER: { path: folder } } }),
      [`${folder}/${a}.ts`]: createsTable('a'),
    });
    expect(await project.roost(['migrate', '--database', 'DB'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['a']);
    const other = await project.json(['migrate:status', '--database', 'OTHER']);
    expect(other.result).toMatchObject({ pending: 1 });
  });

  it('Laravel 10a: a new file is blank, or creates a table, or changes one', async () => {
    await using project = await projectWith();
    expect(await madeFile(project, ['nothing'])).not.toMatch(/TABLE/);
    expect(await madeFile(project, ['first', '--create', 'posts'])).toMatch(/CREATE TABLE/);
    expect(await madeFile(project, ['second', '--table', 'posts'])).toMatch(/ALTER TABLE/);
  });

  it('Laravel 10b: the name of the table is filled in, up and down', async () => {
    await using project = await projectWith();
    const text = await madeFile(project, ['first', '--create', 'posts']);
    expect(text).toContain('CREATE TABLE posts (');
    expect(text).toContain('DROP TABLE posts');
  });

  it('Laravel 10d: a name that another file has is refused', async () => {
    await using project = await projectWith(tables('create_posts'));
    const { exitCode, error } = await project.json(['make:migration', 'create_posts']);
    expect([exitCode, error?.code]).toEqual([2, 'MIGRATION.NAME_TAKEN']);
  });

  it('Laravel 10e: files that are made in one second get one second after the other', async () => {
    await using project = await projectWith();
    const made = await Promise.all(['x', 'y', 'z'].map((title) => project.roost(['make:migration', title])));
    expect(made.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const digits = (await readdir(project.path(folder))).map((file) => file.slice(0, 14));
    expect(new Set(digits).size).toBe(3);
  });

  it('Laravel 10f: the folder is made where there is none', async () => {
    await using project = await projectWith();
    await project.roost(['make:migration', 'first']);
    expect(await readdir(project.path(folder))).toEqual([expect.stringMatching(/^\d{14}_first\.ts$/)]);
  });

  it('Laravel 11a: a name in StudlyCase, or with spaces around it, becomes snake_case', async () => {
    await using project = await projectWith();
    const { stdout } = await project.roost(['make:migration', '  CreatePostTags ']);
    expect(stdout).toMatch(/\/\d{14}_create_post_tags\.ts\n$/);
  });

  it('Laravel 11b: --table makes a file that changes a table', async () => {
    await using project = await projectWith();
    expect(await madeFile(project, ['add_note', '--table', 'posts'])).toContain('ALTER TABLE posts');
  });

  it('Laravel 11c: --create makes a file that creates a table', async () => {
    await using project = await projectWith();
    await madeFile(project, ['posts', '--create', 'posts']);
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['posts']);
  });

  it('Laravel 11d: --path says where the file is made', async () => {
    await using project = await projectWith();
    await project.roost(['make:migration', 'first', '--path', 'steps']);
    expect(await readdir(project.path('steps'))).toHaveLength(1);
  });

  it('Laravel 11e: without a name nothing is made, and the command says so instead of asking', async () => {
    await using project = await projectWith();
    const before = await project.contents();
    const { exitCode, error } = await project.json(['make:migration']);
    expect([exitCode, error?.code]).toEqual([2, 'CLI.USAGE']);
    expect(await project.contents()).toEqual(before);
  });

  it('Laravel 13c: migrate passes on --pretend, --step and the database', async () => {
    await using project = await projectWith(tables('a', 'b'));
    const args = ['--step', '--file', 'other.sqlite'];
    const pretended = await project.json(['migrate', '--pretend', ...args]);
    expect(pretended.result).toMatchObject({ steps: [{ batch: 1 }, { batch: 2 }] });
    await project.roost(['migrate', ...args]);
    expect(batchesIn(project.path('other.sqlite'))).toEqual([
      [a, 1],
      [b, 2],
    ]);
  });

  it('Laravel 14a: migrate:rollback passes on --step', async () => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    await project.roost(['migrate']);
    const { result } = await project.json(['migrate:rollback', '--step', '2']);
    expect(result).toMatchObject({ done: [{ name: c }, { name: b }] });
  });

  it('Laravel 14b: migrate:rollback passes on --pretend', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    const { stdout } = await project.roost(['migrate:rollback', '--pretend']);
    expect([stdout, tablesIn(project.database)]).toEqual([`-- down ${a}\nDROP TABLE a;\n`, ['a']]);
  });

  it('Laravel 14c: migrate:reset passes on --pretend', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    const before = await project.contents();
    const { stdout } = await project.roost(['migrate:reset', '--pretend']);
    expect(stdout).toContain('DROP TABLE a;');
    expect(await project.contents()).toEqual(before);
  });

  it('Laravel 14d: migrate:refresh passes on --pretend', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    const before = await project.contents();
    const { stdout } = await project.roost(['migrate:refresh', '--pretend']);
    expect(stdout).toContain(`-- down ${a}\nDROP TABLE a;\n\n-- up ${a}\nCREATE TABLE a`);
    expect(await project.contents()).toEqual(before);
  });

  it('Laravel 14e: migrate:refresh passes on --step', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    const { result } = await project.json(['migrate:refresh', '--step', '1']);
    expect(result).toMatchObject({
      done: [
        { direction: 'down', name: b },
        { direction: 'up', name: b },
      ],
    });
  });

  it('Laravel 14f: commands that are forbidden end before anything runs', async () => {
    const settings = JSON.stringify({ forbidDestructive: { databases: ['DB'] } });
    await using project = await remoteProject(tables('a'), { 'roost.json': settings });
    await project.roost(['migrate', '--remote', '--force']);
    for (const command of ['migrate:rollback', 'migrate:reset', 'migrate:refresh', 'migrate:fresh']) {
      const flags = [
        '--remote',
        '--force',
        ...(command === 'migrate:rollback' ? [] : ['--confirm', project.name]),
      ];
      const { exitCode, error } = await project.json([command, ...flags]);
      expect([command, exitCode, error?.code]).toEqual([command, 3, 'CONSENT.FORBIDDEN']);
    }
    expect(await project.tables()).toEqual(['a']);
  });

  it('Laravel 15: migrate:install is no error where the ledger is there', async () => {
    await using project = await projectWith(tables('a'));
    expect(await project.roost(['migrate:install'])).toMatchObject({ exitCode: 0 });
    const before = await project.contents();
    expect(await project.roost(['migrate:install'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Nothing to install'),
    });
    expect(await project.contents()).toEqual(before);
  });

  it('Laravel 16a: a run begins with a line that says what it does, and where', async () => {
    await using project = await projectWith(tables('a'));
    const { stderr } = await project.roost(['migrate']);
    expect(stderr).toMatch(/^Migrating app-db: 1 migration\n/);
  });

  it('Laravel 16b: each migration has a line of its own, with its time or that it failed', async () => {
    await using project = await projectWith({ ...tables('a'), [`${b}.ts`]: createsTable('a') });
    const { stderr } = await project.roost(['migrate']);
    expect(stderr).toMatch(new RegExp(`^  up +${a} [\\d.]+ m?s\n  up +${b} failed\n`, 'm'));
  });

  it('Laravel 20a: --path takes an absolute path as well', async () => {
    await using project = await projectWith({}, { [`elsewhere/${a}.ts`]: createsTable('a') });
    expect(await project.roost(['migrate', '--path', project.path('elsewhere')])).toMatchObject({
      exitCode: 0,
    });
    expect(tablesIn(project.database)).toEqual(['a']);
  });
});
