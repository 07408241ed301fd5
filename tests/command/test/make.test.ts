// roost make:migration
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rowsIn, tablesIn } from './support/database.ts';
import { emptyProject, projectWith } from './support/project.ts';

const folder = 'database/migrations';

function utcDigits(date: Date): string {
  return date.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

describe.concurrent('roost make:migration', () => {
  it('creates the folder and prints the new path, and nothing else', async () => {
    await using project = await projectWith();
    const before = utcDigits(new Date());
    const made = await project.roost(['make:migration', 'create_posts_table'], {
      env: { TZ: 'Pacific/Kiritimati' },
    });
    const after = utcDigits(new Date());
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    const [, digits = ''] =
      /^database\/migrations\/(\d{14})_create_posts_table\.ts\n$/.exec(made.stdout) ?? [];
    expect(digits >= before && digits <= after).toBe(true);
    expect(`${folder}/${(await readdir(project.path(folder))).join()}\n`).toBe(made.stdout);
  });

  it('says where the configurations of a monorepo are, and makes no stray folder at its root', async () => {
    const config = JSON.stringify({ d1_databases: [{ binding: 'DB' }] });
    await using project = await emptyProject({
      'apps/api/wrangler.jsonc': config,
      'packages/a b/wrangler.json': config,
      'node_modules/x/wrangler.toml': '',
    });
    const before = await project.contents();
    const refused = await project.roost(['make:migration', 'create_posts']);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(
      "or a folder above it, but 2 below it: 'apps/api/wrangler.jsonc', 'packages/a b/wrangler.json'. [CONFIG.NOT_FOUND]\n" +
        'next  Give the one that you mean, for example --config apps/api/wrangler.jsonc, or run roost in its folder: --cwd apps/api.\n',
    );
    for (const command of ['migrate', 'migrate:lint', 'doctor'])
      expect((await project.json([command])).error?.code).toBe('CONFIG.NOT_FOUND');
    expect(await project.contents()).toEqual(before);
    const ways = [
      ['--config', 'apps/api/wrangler.jsonc'],
      ['--cwd', 'apps/api'],
      ['--path', 'database/migrations'],
    ];
    for (const [at, way] of ways.entries())
      expect((await project.roost(['make:migration', `create_${at}`, ...way])).exitCode).toBe(0);
    expect(await readdir(project.path('apps/api', folder))).toHaveLength(2);
    // The folder is there now.
    expect((await project.roost(['make:migration', 'create_more'])).exitCode).toBe(0);
    expect(await readdir(project.path(folder))).toHaveLength(2);
  });

  it('creates the folder where there is no configuration at all, as for a file of your own', async () => {
    await using project = await emptyProject();
    expect((await project.roost(['make:migration', 'create_posts', '--create', 'posts'])).exitCode).toBe(0);
    expect((await project.roost(['migrate', '--file', 'own.sqlite'])).exitCode).toBe(0);
    expect(tablesIn(project.path('own.sqlite'))).toEqual(['posts']);
  });

  it.each([
    ['  create_posts_table  ', 'create_posts_table'],
    ['CreatePostsTable', 'create_posts_table'],
    ['add tags-to posts', 'add_tags_to_posts'],
  ])('turns %j into snake case', async (name, title) => {
    await using project = await projectWith();
    const made = await project.roost(['make:migration', name]);
    expect(made.stdout).toMatch(new RegExp(`/\\d{14}_${title}\\.ts\n$`));
  });

  it('gives each of several made at once a second of its own', async () => {
    await using project = await projectWith();
    const titles = Array.from('abcdefghijkl');
    const made = await Promise.all(titles.map((title) => project.roost(['make:migration', title])));
    expect(made.map(({ exitCode }) => exitCode)).toEqual(titles.map(() => 0));
    const digits = (await readdir(project.path(folder))).map((file) => file.slice(0, 14));
    expect(new Set(digits).size).toBe(titles.length);
  });

  it('refuses a title that is in use, whatever its second, and leaves the file as it is', async () => {
    await using project = await projectWith({ '20200101000000_create_posts.mjs': 'export default {};' });
    const before = await project.contents();
    const made = await project.json(['make:migration', 'CreatePosts']);
    expect(made).toMatchObject({ exitCode: 2, error: { code: 'MIGRATION.NAME_TAKEN' } });
    expect(made.error?.message).toContain('20200101000000_create_posts.mjs');
    expect(await project.contents()).toEqual(before);
  });

  it('with --create, fills in a table that can be applied and rolled back as it stands', async () => {
    await using project = await projectWith();
    await project.roost(['make:migration', 'create_order', '--create', 'order']);
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['order']);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual([]);
  });

  it('with --table, names that table, and applies as it stands', async () => {
    await using project = await projectWith();
    const { stdout } = await project.roost(['make:migration', 'add_note', '--table', 'posts']);
    expect(await readFile(project.path(stdout.trim()), 'utf8')).toContain('ALTER TABLE posts');
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
  });

  it('makes a blank migration that is applied and rolled back', async () => {
    await using project = await projectWith();
    await project.roost(['make:migration', 'nothing_yet']);
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
  });

  it('needs no configuration, and takes --path and --cwd', async () => {
    await using project = await emptyProject({ 'sub/keep.txt': '' });
    const made = await project.roost(['make:migration', 'first', '--cwd', 'sub', '--path', 'steps/of mine']);
    expect(made.exitCode).toBe(0);
    expect(await readdir(project.path('sub/steps/of mine'))).toEqual([
      expect.stringMatching(/^\d{14}_first\.ts$/),
    ]);
  });

  it('puts the file beside the configuration, also from a folder below it', async () => {
    await using project = await projectWith({}, { 'src/deep/index.ts': '' });
    const made = await project.roost(['make:migration', 'first'], { cwd: project.path('src/deep') });
    expect(made.stdout).toMatch(/^\.\.\/\.\.\/database\/migrations\/\d{14}_first\.ts\n$/);
    expect(await readdir(project.path(folder))).toHaveLength(1);
  });
});

describe.concurrent('roost make:migration that fills its file', () => {
  it('writes what the name says with --fill, in either language', async () => {
    await using project = await projectWith();
    const made = await project.json(['make:migration', 'create_posts_table', '--fill', '--sql']);
    expect(made).toMatchObject({ exitCode: 0, result: { stub: 'filled' } });
    expect(await project.roost(['make:migration', 'add_slug_to_posts', '--fill'])).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(rowsIn(project.database, 'SELECT id, created_at, slug FROM posts')).toEqual([]);
    expect((await project.roost(['migrate:rollback'])).exitCode).toBe(0);
    expect(tablesIn(project.database)).toEqual([]);
  });

  it('writes the columns that are given, without --fill as well', async () => {
    await using project = await projectWith();
    const columns = ['--columns', 'title:text, author:references users?, views:int=0'];
    const { stdout } = await project.roost(['make:migration', 'create_posts', ...columns]);
    expect(await readFile(project.path(stdout.trim()), 'utf8')).toContain(
      '        author INTEGER REFERENCES users (id),\n        views INTEGER NOT NULL DEFAULT 0,\n',
    );
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
  });

  it('does so if roost.json says it, unless a flag says otherwise', async () => {
    await using project = await projectWith({}, { 'roost.json': '{ "stubs": "filled" }' });
    const stubOf = async (...args: readonly string[]): Promise<unknown> =>
      (await project.json(['make:migration', ...args])).result;
    expect(await stubOf('create_posts')).toMatchObject({ stub: 'filled' });
    expect(await stubOf('create_users', '--no-fill')).not.toHaveProperty('stub');
    await project.write({ 'roost.json': '{ "stubs": "empty" }' });
    expect(await stubOf('create_tags')).not.toHaveProperty('stub');
    expect(await stubOf('create_notes', '--fill')).toMatchObject({ stub: 'filled' });
  });

  it('is empty and says so if the name is not understood', async () => {
    await using project = await projectWith();
    const made = await project.roost(['make:migration', 'fix_things', '--fill']);
    expect(made).toMatchObject({
      exitCode: 0,
      stderr:
        'warning its name does not say what it does, so its functions are empty\n' +
        'next  write it by hand; names that are understood: create_posts_table, add_slug_to_posts, ' +
        'rename_title_to_headline_in_posts, rename_posts_to_articles, drop_slug_from_posts, drop_posts_table\n',
    });
    expect(await readFile(project.path(made.stdout.trim()), 'utf8')).toContain('// await this.db.run');
  });
});
