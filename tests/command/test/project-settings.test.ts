// roost.json: where a project keeps its migrations, and which table records them.
import { expect, it } from 'vitest';
import { rowsIn } from './support/database.ts';
import { emptyProject, type Files, type Project, wranglerConfig } from './support/project.ts';

const migration: Files = { 'sql/0001_init.sql': 'CREATE TABLE t (id INTEGER PRIMARY KEY);\n' };

const tables = (project: Project): readonly unknown[] =>
  rowsIn(
    project.database,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
  ).map((row) => (row as { name: string }).name);

it('commands use the folder and the ledger that roost.json sets', async () => {
  await using project = await emptyProject({
    'wrangler.json': wranglerConfig,
    'roost.json': '{ "path": "sql", "ledger": "applied" }',
    ...migration,
  });
  expect((await project.roost(['migrate'])).exitCode).toBe(0);
  expect(tables(project)).toEqual(['applied', 'applied_schema', 'd1_migrations', 't']);
  const status = await project.roost(['migrate:status']);
  expect(status.stderr).toBe('app-db: 1 applied.\n');
});

it('its folder is relative to roost.json, also from a folder below and with --config', async () => {
  await using project = await emptyProject({
    'apps/a/wrangler.json': wranglerConfig,
    'apps/a/roost.json': '{ "path": "sql" }',
    'apps/a/src/x.txt': '',
    ...Object.fromEntries(Object.entries(migration).map(([file, text]) => [`apps/a/${file}`, text])),
  });
  const below = await project.json(['migrate:status', '--cwd', 'apps/a/src']);
  const above = await project.json(['migrate:status', '--config', 'apps/a/wrangler.json']);
  expect([below, above].map(({ result }) => result?.['migrations'])).toEqual([
    [expect.objectContaining({ name: '0001_init' })],
    [expect.objectContaining({ name: '0001_init' })],
  ]);
});

it('each setting comes from the nearest file that has it', async () => {
  await using project = await emptyProject({
    'apps/a/wrangler.json': wranglerConfig,
    'apps/a/roost.json': '{ "path": "sql" }',
    'roost.json': '{ "path": "elsewhere", "ledger": "applied" }',
    ...Object.fromEntries(Object.entries(migration).map(([file, text]) => [`apps/a/${file}`, text])),
  });
  const { result } = await project.json(['migrate', '--cwd', 'apps/a', '--pretend']);
  expect(JSON.stringify(result)).toContain('0001_init');
  const installed = await project.json(['migrate:install', '--cwd', 'apps/a']);
  expect(installed.result).toMatchObject({ ledger: 'applied' });
});

it('a flag comes before it', async () => {
  await using project = await emptyProject({
    'wrangler.json': wranglerConfig,
    'roost.json': '{ "path": "elsewhere", "ledger": "other" }',
    ...migration,
  });
  await project.roost(['migrate', '--path', 'sql', '--ledger', 'applied']);
  expect(tables(project)).toEqual(['applied', 'applied_schema', 'd1_migrations', 't']);
});
