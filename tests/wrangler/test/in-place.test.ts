// A folder of .sql files that wrangler and roost both apply: whoever is first, both ledgers come to say the same.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { projects } from './support/project.ts';

const aProject = projects(9);

const listed = 'SELECT name FROM d1_migrations ORDER BY id';
const recorded = "SELECT migration || '.sql' AS name FROM migrations WHERE state = 'applied' ORDER BY id";

const applied = (names: string): RegExp =>
  new RegExp(`ledger of wrangler \\('d1_migrations'\\): '${names}'\\. \\[MIGRATION\\.APPLIED_ELSEWHERE\\]`);

it('is used in place by both', async () => {
  const { write, roost, wrangler, remote, name } = await aProject();
  const apply = () => wrangler('d1', 'migrations', 'apply', name, '--remote');
  const path = ['--path', 'migrations', '--remote', '--force'];
  await write({
    'migrations/0001-init.sql': '-- Migration number: 0001\nCREATE TABLE users (id INTEGER PRIMARY KEY);\n',
    'migrations/0002_posts.sql':
      'CREATE TABLE posts (id INTEGER PRIMARY KEY);\n--> statement-breakpoint\nSELECT 1;\n',
  });
  expect((await apply()).exitCode).toBe(0);
  expect((await roost('migrate', ...path)).stderr).toMatch(applied("0001-init', '0002_posts"));

  const adopted = await roost('migrate:adopt', ...path, '--confirm', name);
  expect([adopted.exitCode, adopted.stderr]).toEqual([
    0,
    expect.stringContaining('Marked 2 migrations as applied'),
  ]);

  await write({ 'migrations/0003_tags.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY);\n' });
  expect((await roost('migrate', ...path)).exitCode).toBe(0);
  expect(await remote(recorded)).toEqual(await remote(listed));
  expect((await apply()).stdout).toContain('No migrations to apply');

  await write({ 'migrations/0004_likes.sql': 'CREATE TABLE likes (id INTEGER PRIMARY KEY);\n' });
  expect((await apply()).exitCode).toBe(0);
  const refused = await roost('migrate', ...path);
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringMatching(applied('0004_likes'))]);
  expect((await roost('migrate:adopt', ...path, '--confirm', name)).exitCode).toBe(0);
  expect(await remote(recorded)).toEqual(await remote(listed));
  expect(await remote(recorded)).toHaveLength(4);
  expect((await roost('migrate:status', '--path', 'migrations', '--remote', '--exit-code')).exitCode).toBe(0);
});

it('with a folder for each migration, none runs twice', async () => {
  const { write, roost, wrangler, local, name } = await aProject(undefined, {
    migrations_dir: 'migrations',
    migrations_pattern: 'migrations/*/migration.sql',
  });
  const apply = () => wrangler('d1', 'migrations', 'apply', name, '--local');
  await write({
    'migrations/1_a/migration.sql':
      'CREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY, n TEXT); INSERT INTO a (n) VALUES (1);\n',
  });
  expect((await roost('migrate', '--path', 'migrations')).exitCode).toBe(0);
  expect((await apply()).stdout).toContain('No migrations to apply');

  await write({ 'migrations/2_b/migration.sql': 'INSERT INTO a (n) VALUES (2);\n' });
  expect((await apply()).exitCode).toBe(0);
  expect((await roost('migrate:adopt', '--path', 'migrations')).exitCode).toBe(0);
  expect(await local('.wrangler/state')(listed)).toEqual([['1_a/migration.sql'], ['2_b/migration.sql']]);
  expect(await local('.wrangler/state')('SELECT n FROM a ORDER BY id')).toEqual([['1'], ['2']]);
  expect((await roost('migrate:status', '--path', 'migrations', '--exit-code')).exitCode).toBe(0);
  expect((await roost('doctor')).exitCode).toBe(0);
});

describe.concurrent('roost migrate:export --check says first what wrangler then does:', () => {
  const table = 'CREATE TABLE a (x);\n';

  it.for([
    { sql: `BEGIN TRANSACTION;\n${table}COMMIT;\n`, said: 'it contains BEGIN', to: '--remote' },
    {
      sql: '\uFEFFCREATE TRIGGER t AFTER INSERT ON b BEGIN SELECT 1; END;',
      said: 'it begins with a byte order mark',
      to: '--local',
    },
  ] as const)('$said, and it fails ($to)', async ({ sql, said, to }, { expect, onTestFinished }) => {
    const { write, roost, wrangler, name } = await aProject(onTestFinished);
    await write({ 'migrations/1_b.sql': 'CREATE TABLE b (x);', 'migrations/2_a.sql': sql });
    const { exitCode, stdout } = await roost('migrate:export', '--check', '--path', 'migrations');
    expect([exitCode, stdout]).toEqual([
      5,
      expect.stringContaining(`unfit    migrations/2_a.sql:1: ${said}`),
    ]);
    const applied = await wrangler('d1', 'migrations', 'apply', name, to);
    expect([applied.exitCode, applied.stdout]).toEqual([1, expect.stringMatching(/1_b\.sql\s+│ ✅/)]);
  });

  it('a text that loses words', async ({ expect, onTestFinished }) => {
    const { write, roost, wrangler, name, local } = await aProject(onTestFinished);
    await write({ 'migrations/1_a.sql': `${table}INSERT INTO a VALUES ('BEGIN TRANSACTION; is cut');` });
    const { stdout } = await roost('migrate:export', '--check', '--path', 'migrations');
    expect(stdout).toContain(`unfit    migrations/1_a.sql:2: wrangler takes the words BEGIN TRANSACTION`);
    expect((await wrangler('d1', 'migrations', 'apply', name, '--local')).exitCode).toBe(0);
    expect(await local('.wrangler/state')('SELECT x FROM a')).toEqual([[' is cut']]);
  });

  it('a comment that hides what wrangler appends', async ({ expect, onTestFinished }) => {
    const { write, roost, wrangler, name, local } = await aProject(onTestFinished);
    await write({ 'migrations/1_a.sql': `${table}/* open` });
    const { stdout } = await roost('migrate:export', '--check', '--path', 'migrations');
    expect(stdout).toContain('unfit    migrations/1_a.sql:2: its last comment does not end');
    expect((await wrangler('d1', 'migrations', 'apply', name, '--local')).exitCode).toBe(0);
    expect(await local('.wrangler/state')(listed)).toEqual([]);
  });
});

const table = (name: string): string => `CREATE TABLE ${name} (id INTEGER PRIMARY KEY);\n`;

describe.concurrent('with a file for each direction in its folder, of which wrangler would run both,', () => {
  const pairs = { '1_a.down.sql': 'DROP TABLE a;\n', '1_a.up.sql': table('a'), '2_b.up.sql': table('b') };
  const besides = { '1_a.down.sql': 'DROP TABLE a;\n', '1_a.sql': table('a') };

  it.for([
    ['<name>.up.sql', pairs, ['1_a.up.sql', '2_b.up.sql']],
    ['<name>.sql', besides, ['1_a.sql']],
  ] as const)('roost says by which pattern it runs %s alone', async ([, files, recorded], context) => {
    const { expect, onTestFinished } = context;
    const { write, roost, wrangler, remote, path, name } = await aProject(onTestFinished);
    const below = Object.entries(files).map(([file, text]) => [`migrations/${file}`, text]);
    await write({ ...Object.fromEntries(below), 'roost.json': '{ "path": "migrations" }' });
    const refused = await roost('migrate', '--remote', '--force', '--json');
    const { code, hint } = JSON.parse(refused.stdout).error;
    expect([refused.exitCode, code]).toEqual([2, 'CONFIG.PATTERN_NEEDED']);
    expect((await roost('migrate:status', '--remote')).exitCode).toBe(0);
    expect((await roost('doctor')).exitCode).toBe(5);
    expect((await roost('migrate:export', '--check')).stdout).toMatch(/^unfit {4}migrations\/1_a.down.sql: /);

    const [, dir, pattern] = /migrations_dir to '(\S+)' and migrations_pattern to '(\S+)'/.exec(hint) ?? [];
    const config = JSON.parse(await readFile(path('wrangler.json'), 'utf8'));
    Object.assign(config.d1_databases[0], { migrations_dir: dir, migrations_pattern: pattern });
    await write({ 'wrangler.json': JSON.stringify(config) });
    expect((await roost('migrate:export', '--check')).exitCode).toBe(0);
    expect((await roost('migrate', '--remote', '--force')).exitCode).toBe(0);
    expect(await remote(listed)).toEqual(recorded.map((file) => [file]));
    expect((await wrangler('d1', 'migrations', 'apply', name, '--remote')).stdout).toContain(
      'No migrations to apply',
    );
  });
});

it('says in which order wrangler applies folders of one number', async () => {
  const { write, roost, wrangler, remote, name } = await aProject(undefined, {
    migrations_dir: 'migrations',
    migrations_pattern: 'migrations/*/migration.sql',
  });
  await write({
    'migrations/1_a/migration.sql': table('a'),
    'migrations/1_a-b/migration.sql': table('b'),
  });
  const { exitCode, stdout } = await roost('migrate:export', '--check', '--path', 'migrations');
  const said = 'migrations/1_a/migration.sql: wrangler applies it before 1_a-b, and roost after it';
  expect([exitCode, stdout]).toEqual([5, expect.stringContaining(`unfit    ${said}`)]);
  expect((await wrangler('d1', 'migrations', 'apply', name, '--remote')).exitCode).toBe(0);
  expect(await remote(listed)).toEqual([['1_a/migration.sql'], ['1_a-b/migration.sql']]);
});
