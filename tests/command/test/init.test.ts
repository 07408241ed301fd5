// roost init: what it finds, what it writes, and that nothing is overwritten.
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { emptyProject, type Files, type Project, wranglerConfig } from './support/project.ts';

const wranglerFiles: Files = {
  'wrangler.json': wranglerConfig,
  'migrations/0001-init.sql': '-- Migration number: 0001\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n',
  'migrations/0002_b.sql': 'CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a);\n',
};

const wranglersTable =
  'CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);';

const textOf = (project: Project, path: string): Promise<string> => readFile(project.path(path), 'utf8');

function prepare(project: Project, sql: string): void {
  mkdirSync(dirname(project.database), { recursive: true });
  prepareDatabase(project.database, sql);
}

describe('an empty folder', () => {
  it('gets a configuration and scripts, and then the guide works', async () => {
    await using project = await emptyProject({ 'package.json': '{\n\t"name": "@me/My App"\n}\n' });
    const { exitCode, stdout, stderr } = await project.roost(['init', '--yes']);
    expect(exitCode).toBe(0);
    expect(stdout).toBe('wrangler.jsonc\nroost.json\npackage.json\n');
    expect(stderr).toContain('next  run npm install -D @roostjs/cli to install it in the project\n');
    expect(JSON.parse(await textOf(project, 'wrangler.jsonc'))).toMatchObject({
      name: 'my-app',
      d1_databases: [{ binding: 'DB', database_name: 'my-app-db' }],
    });
    expect(await textOf(project, 'package.json')).toBe(
      '{\n\t"name": "@me/My App",\n\t"scripts": {\n\t\t"make:migration": "roost make:migration",\n' +
        '\t\t"migrate": "roost migrate",\n\t\t"migrate:status": "roost migrate:status",\n' +
        '\t\t"migrate:rollback": "roost migrate:rollback"\n\t}\n}\n',
    );
    await project.roost(['make:migration', 'create_posts_table', '--create', 'posts']);
    expect((await project.roost(['migrate'])).stderr).toContain('Applied 1 migration in batch 1');
    expect((await project.roost(['migrate:rollback'])).exitCode).toBe(0);
  });

  it('gets a workflow on request, whose steps run where the project and its packages are', async () => {
    await using project = await emptyProject({
      '.git/HEAD': 'ref: refs/heads/main\n',
      'pnpm-lock.yaml': '',
      'apps/api/wrangler.json': wranglerConfig,
    });
    const { exitCode, stdout } = await project.roost(['init', '--yes', '--workflow', '--cwd', 'apps/api']);
    expect([exitCode, stdout]).toEqual([0, 'roost.json\n../../.github/workflows/migrations.yml\n']);
    const workflow = await textOf(project, '.github/workflows/migrations.yml');
    expect(workflow).toContain('- run: npx -y pnpm@latest install --frozen-lockfile\n');
    expect(workflow).toContain(
      '- run: npx --no roost migrate:verify\n        working-directory: "apps/api"\n',
    );
  });
});

// As `npm create cloudflare` writes it.
const createdConfig = `/**
 * For more details on how to configure Wrangler, refer to:
 * https://developers.cloudflare.com/workers/wrangler/configuration/
 */
{
	"$schema": "node_modules/wrangler/config-schema.json",
	"name": "my-app",
	"main": "src/index.ts",
	"observability": {
		"enabled": true
	},
	/**
	 * Smart Placement
	 */
	// "placement": { "mode": "smart" }
}
`;

describe('a configuration without a database', () => {
  it('gets one, and keeps all that it has', async () => {
    await using project = await emptyProject({
      'package.json': '{ "name": "my-app" }',
      'wrangler.jsonc': createdConfig,
    });
    const { exitCode, stdout, stderr } = await project.roost(['init', '--yes']);
    expect([exitCode, stdout]).toEqual([0, 'wrangler.jsonc\nroost.json\npackage.json\n']);
    expect(stderr).toContain('change wrangler.jsonc  adds a database, with the binding DB\n');
    const text = await textOf(project, 'wrangler.jsonc');
    for (const line of createdConfig.split('\n')) expect(text).toContain(line);
    expect(text).toContain('\t"d1_databases": [\n\t\t{\n\t\t\t"binding": "DB",\n');
    await project.roost(['make:migration', 'create_posts_table', '--create', 'posts']);
    expect((await project.roost(['migrate'])).stderr).toContain('Migrating my-app-db: 1 migration\n');
    expect((await project.roost(['init'])).stderr).toContain('roost is ready here');
  });

  it.each([
    ['in TOML, which says what to add', { 'wrangler.toml': 'name = "my-app"\n' }, []],
    ['for a database that is at Cloudflare', { 'wrangler.jsonc': createdConfig }, ['--remote']],
    ['for another environment', { 'wrangler.jsonc': createdConfig }, ['--env', 'staging']],
    [
      'where another environment has one',
      { 'wrangler.json': `{ "env": { "staging": ${wranglerConfig} } }` },
      [],
    ],
  ])('is not changed %s', async (_what, files: Files, flags) => {
    await using project = await emptyProject(files);
    const { exitCode, error } = await project.json(['init', '--yes', ...flags]);
    expect([exitCode, error?.code]).toEqual([2, expect.stringMatching(/^CONFIG\./)]);
    for (const [path, text] of Object.entries(files)) expect(await textOf(project, path)).toBe(text);
  });
});

describe('a folder of wrangler', () => {
  it('is used where it is, and what is applied is adopted', async () => {
    await using project = await emptyProject(wranglerFiles);
    prepare(
      project,
      `${wranglersTable} CREATE TABLE a (id INTEGER PRIMARY KEY);
       INSERT INTO d1_migrations (name) VALUES ('0001-init.sql')`,
    );
    const first = await project.json(['init', '--yes']);
    expect(first.result).toMatchObject({
      found: { folder: project.path('migrations'), database: { adopt: { tool: 'wrangler' } } },
      written: [project.path('roost.json')],
      next: [expect.any(String), 'run roost migrate:adopt to record what wrangler has applied'],
    });
    expect(await textOf(project, 'roost.json')).toBe('{\n  "path": "migrations"\n}\n');
    expect((await project.roost(['migrate:adopt'])).exitCode).toBe(0);
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(rowsIn(project.database, 'SELECT name FROM d1_migrations ORDER BY id')).toEqual([
      { name: '0001-init.sql' },
      { name: '0002_b.sql' },
    ]);
    const again = await project.roost(['init']);
    expect([again.exitCode, again.stdout]).toEqual([0, '']);
    expect(again.stderr).toContain('2 applied, 0 pending\nNothing to set up: roost is ready here.\n');
  });

  it('whose schema does not fit is said, with what to do', async () => {
    await using project = await emptyProject(wranglerFiles);
    prepare(
      project,
      `${wranglersTable} CREATE TABLE other (id); INSERT INTO d1_migrations (name) VALUES ('0001-init.sql')`,
    );
    const { result } = await project.json(['init', '--pretend']);
    expect(result).toMatchObject({
      found: { database: { adopt: null, problem: { message: expect.stringMatching(/differs/) } } },
    });
  });
});

describe('a database without migrations', () => {
  it('gets a first migration that creates its schema, and none of its rows', async () => {
    await using project = await emptyProject({ 'wrangler.json': wranglerConfig });
    prepare(
      project,
      `CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT DEFAULT '-- down');
       CREATE INDEX by_title ON posts (title); INSERT INTO posts (title) VALUES ('kept');
       CREATE VIRTUAL TABLE search USING fts5(title, content='posts');
       CREATE TRIGGER fill AFTER INSERT ON posts BEGIN INSERT INTO search (rowid, title) VALUES (new.id, new.title); END`,
    );
    const { exitCode, result } = await project.json(['init', '--yes']);
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({
      written: [
        project.path('roost.json'),
        expect.stringMatching(/database\/migrations\/\d{14}_baseline\.sql$/),
      ],
    });
    expect((await project.roost(['migrate:adopt', '--to', 'baseline'])).exitCode).toBe(0);
    expect(rowsIn(project.database, 'SELECT title FROM posts')).toEqual([{ title: 'kept' }]);
    // A new database gets the same schema from it.
    await project.roost(['migrate', '--file', 'new.sqlite']);
    const [old, fresh] = await Promise.all(
      [[], ['--file', 'new.sqlite']].map((target) => project.roost(['schema:dump', ...target])),
    );
    expect(fresh?.stdout).toBe(old?.stdout);
    expect(tablesIn(project.path('new.sqlite'))).toContain('search');
  });

  it('that has a table called migrations records in another one', async () => {
    await using project = await emptyProject({ 'wrangler.json': wranglerConfig });
    prepare(project, 'CREATE TABLE migrations (species TEXT, month INTEGER)');
    await project.roost(['init', '--yes']);
    expect(JSON.parse(await textOf(project, 'roost.json'))).toEqual({
      path: 'database/migrations',
      ledger: 'roost_migrations',
    });
    expect((await project.roost(['migrate:adopt', '--to', 'baseline'])).exitCode).toBe(0);
    expect((await project.roost(['migrate:status'])).stderr).toBe('app-db: 1 applied.\n');
  });

  it('whose migrations are those of another tool, which only that tool can run', async () => {
    await using project = await emptyProject({
      'wrangler.json': wranglerConfig,
      'src/migrations/20250101_120000_init.ts':
        "import { MigrateUpArgs, sql } from '@payloadcms/db-d1-sqlite'\nexport async function up({ db }: MigrateUpArgs) {}\n",
    });
    prepare(project, 'CREATE TABLE pages (id INTEGER PRIMARY KEY)');
    const { stderr } = await project.roost(['init', '--pretend']);
    expect(stderr).toContain('src/migrations/  1 migration of Payload; cannot be used');
    expect(stderr).toMatch(/create database\/migrations\/\d+_baseline\.sql/);
  });
});

describe('nothing is written', () => {
  it('without a terminal to ask on', async () => {
    await using project = await emptyProject({ 'wrangler.json': wranglerConfig });
    const before = await project.contents();
    const { exitCode, error } = await project.json(['init']);
    expect([exitCode, error?.code]).toEqual([2, 'INIT.UNANSWERED']);
    expect(await project.contents()).toEqual(before);
  });

  it('with --pretend, and it shows what would be', async () => {
    await using project = await emptyProject(wranglerFiles);
    const before = await project.contents();
    const { exitCode, stderr } = await project.roost(['init', '--pretend', '--workflow']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Dry run: nothing was written.');
    expect(await project.contents()).toEqual(before);
  });

  it('over a file that exists', async () => {
    await using project = await emptyProject({
      ...wranglerFiles,
      '.github/workflows/migrations.yml': 'name: mine\n',
    });
    const before = await project.contents();
    const { error } = await project.json(['init', '--yes', '--workflow']);
    expect(error?.code).toBe('INIT.FILE_EXISTS');
    expect(await project.contents()).toEqual(before);
  });

  it('if several folders have migrations and wrangler applies none of them', async () => {
    await using project = await emptyProject({
      'wrangler.json': wranglerConfig,
      'drizzle/0000_a.sql': 'CREATE TABLE a (id);',
      'sql/0001_a.sql': 'CREATE TABLE a (id);',
    });
    const { error } = await project.json(['init', '--yes']);
    expect(error?.code).toBe('INIT.MIGRATIONS_AMBIGUOUS');
    expect((await project.json(['init', '--yes', '--path', 'drizzle'])).exitCode).toBe(0);
    expect(JSON.parse(await textOf(project, 'roost.json'))).toEqual({ path: 'drizzle' });
  });

  it('at the root of a monorepo, whose configurations are named', async () => {
    await using project = await emptyProject({ 'apps/api/wrangler.json': wranglerConfig });
    const { error } = await project.json(['init', '--yes']);
    expect([error?.code, error?.message]).toEqual([
      'CONFIG.NOT_FOUND',
      expect.stringContaining('apps/api/wrangler.json'),
    ]);
  });

  it('if package.json cannot be read as one', async () => {
    await using project = await emptyProject({ ...wranglerFiles, 'package.json': '{ "scripts": [] }' });
    const { error } = await project.json(['init', '--yes']);
    expect(error?.code).toBe('INIT.PACKAGE_INVALID');
  });

  it('over a script of the same name, which is kept', async () => {
    await using project = await emptyProject({
      ...wranglerFiles,
      'package.json': '{ "scripts": { "migrate": "wrangler d1 migrations apply app-db" } }',
    });
    const { result } = await project.json(['init', '--yes']);
    expect(result?.['kept']).toEqual(['the script migrate of package.json']);
    expect(JSON.parse(await textOf(project, 'package.json')).scripts.migrate).toContain('wrangler');
  });
});

it.each([
  ['database/seeders', {}],
  ['seeds', { 'roost.json': '{ "seeders": "seeds" }' }],
])('seeders with numbers, in %s, are not taken for migrations', async (folder, settings: Files) => {
  await using project = await emptyProject({
    'wrangler.json': wranglerConfig,
    'database/migrations/0001_users.sql': 'CREATE TABLE users (name);',
    [`${folder}/01_users.sql`]: "INSERT INTO users (name) VALUES ('Ada');",
    ...settings,
  });
  const { error, result } = await project.json(['init', '--yes']);
  expect(error).toBeUndefined();
  const migrations = project.path('database/migrations');
  expect(result).toMatchObject({ found: { folder: migrations, folders: [{ path: migrations }] } });
});

it('settings that are there stay as they are, and what is missing is added', async () => {
  await using project = await emptyProject({
    ...wranglerFiles,
    'roost.json': '{\n    "forbidDestructive": { "databases": ["app-db"] }\n}\n',
  });
  await project.roost(['init', '--yes']);
  expect(await textOf(project, 'roost.json')).toBe(
    '{\n    "forbidDestructive": {\n        "databases": [\n            "app-db"\n        ]\n    },\n    "path": "migrations"\n}\n',
  );
});

it('migrations that are recorded and have no file here are named', async () => {
  await using project = await emptyProject(wranglerFiles);
  await project.roost(['migrate', '--path', 'migrations']);
  await project.remove('migrations/0001-init.sql');
  await project.remove('migrations/0002_b.sql');
  const { stderr } = await project.roost(['init', '--pretend']);
  expect(stderr).toContain("without a file here: '0001-init', '0002_b'.");
  expect(stderr).toContain('next  Give the folder of the migrations with --path');
});
