// A folder of .sql files that wrangler and roost both apply: whoever is first, both ledgers come to say the same.
import { expect, it } from 'vitest';
import { projects } from './support/project.ts';

const aProject = projects(2);

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
