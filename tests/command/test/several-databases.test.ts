// A folder, seeders and a ledger for each of several databases, and the refusal to run those of another one.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createsTable, nameOf } from './support/migrations.ts';
import { emptyProject, type Files, type Project } from './support/project.ts';

const config = (...databases: readonly object[]): Files => ({
  'wrangler.jsonc': JSON.stringify({ name: 'app', d1_databases: databases }),
});
const db = { binding: 'DB', database_name: 'app-db', database_id: '1' };
const logs = { binding: 'LOGS', database_name: 'app-logs', database_id: '2' };
const settings = (value: object): Files => ({ 'roost.json': JSON.stringify(value) });

const migrations: Files = {
  [`database/migrations/${nameOf(1, 'a')}.ts`]: createsTable('a'),
  [`logs/${nameOf(1, 'l')}.ts`]: createsTable('l'),
};

/** The names of the migrations that a command would run, or the code of its error. */
async function namesOf(project: Project, ...args: readonly string[]): Promise<readonly unknown[]> {
  const { result, error } = await project.json(args);
  if (error !== undefined) return [error.code];
  return namesIn(result?.['migrations']);
}

function namesIn(listed: unknown): readonly string[] {
  return (listed as { name: string }[]).map(({ name }) => name);
}

const statusOf = (project: Project, ...args: readonly string[]) =>
  namesOf(project, 'migrate:status', ...args);

const [a, l] = [nameOf(1, 'a'), nameOf(1, 'l')];
const shared = ['CONFIG.FOLDER_SHARED'];

describe.concurrent('several databases', () => {
  it('have their own folders, ledgers and seeders, by binding or database_name', async () => {
    await using project = await emptyProject({
      ...config(db, logs),
      ...migrations,
      ...settings({
        ledger: 'applied',
        databases: {
          DB: { path: 'database/migrations' },
          'app-logs': { path: 'logs', ledger: 'log_migrations', seeders: 'log-seeders' },
        },
      }),
      'log-seeders/1_l.json': '{ "l": [{ "id": 7 }] }',
    });
    for (const name of ['LOGS', 'app-logs']) expect(await statusOf(project, '--database', name)).toEqual([l]);
    expect(await statusOf(project, '--database', 'DB')).toEqual([a]);
    const installed = async (name: string) =>
      (await project.json(['migrate:install', '--database', name])).result?.['ledger'];
    expect([await installed('DB'), await installed('LOGS')]).toEqual(['applied', 'log_migrations']);
    const seeded = await project.json(['migrate', '--database', 'LOGS', '--seed']);
    expect(seeded).toMatchObject({ exitCode: 0, result: { seeded: { done: [{ name: '1_l' }] } } });
  });

  it('share no folder by mistake, and the error shows what to write', async () => {
    await using project = await emptyProject({ ...config(db, logs), ...migrations });
    const before = await project.contents();
    for (const name of ['DB', 'LOGS'])
      for (const command of [
        'migrate',
        'migrate:status',
        'migrate:rollback',
        'make:migration x',
        'migrate:lint',
      ])
        expect(await namesOf(project, ...command.split(' '), '--database', name)).toEqual(shared);
    const { error } = await project.json(['migrate', '--database', 'DB']);
    const lines = '{"databases":{"DB":{"path":"database/migrations"}}}';
    expect(error?.hint).toContain(lines);
    expect(error?.message).toContain("'DB' and 'LOGS'");
    expect(await project.contents()).toEqual(before);
    await project.write({ 'roost.json': lines });
    expect(await statusOf(project, '--database', 'DB')).toEqual([a]);
    expect(await statusOf(project, '--database', 'LOGS')).toEqual(shared);
    expect(await statusOf(project, '--database', 'LOGS', '--path', 'logs')).toEqual([l]);
  });

  it('of which all but one have a folder leave the default to that one', async () => {
    await using project = await emptyProject({
      ...config(db, logs),
      ...migrations,
      ...settings({ databases: { LOGS: { path: 'logs' } } }),
    });
    expect(await statusOf(project, '--database', 'DB')).toEqual([a]);
    expect(await statusOf(project, '--database', 'LOGS')).toEqual([l]);
  });

  it('share a folder on purpose, or if they are two entries of one database', async () => {
    const twice = { binding: 'READ', database_id: '1' };
    await using project = await emptyProject({ ...config(db, twice), ...migrations });
    expect(await statusOf(project, '--database', 'READ')).toEqual([a]);
    await project.write({
      ...config(db, logs),
      ...settings({
        databases: { DB: { path: 'database/migrations' }, LOGS: { path: 'database/migrations' } },
      }),
    });
    expect(await statusOf(project, '--database', 'LOGS')).toEqual([a]);
  });

  it('are told apart by commands that need no database', async () => {
    await using project = await emptyProject({ ...config(db, logs), ...migrations });
    const tablesOf = async (...args: readonly string[]) =>
      namesIn((await project.json(['schema:types', ...args])).result?.['tables']);
    expect(await tablesOf()).toEqual(['a']);
    await project.write(
      settings({ databases: { DB: { path: 'database/migrations' }, LOGS: { path: 'logs' } } }),
    );
    expect(await tablesOf('--database', 'LOGS')).toEqual(['l']);
    expect(await tablesOf('--path', 'logs')).toEqual(['l']);
    const unchosen = { exitCode: 2, error: { code: 'CONFIG.DATABASE_UNCHOSEN' } };
    for (const command of [
      'schema:types',
      'migrate:lint',
      'migrate:verify',
      'build:migrations',
      'make:migration x',
    ])
      expect(await project.json(command.split(' '))).toMatchObject(unchosen);
    expect(await project.json(['migrate', '--file', 'x.sqlite'])).toMatchObject(unchosen);
    expect(await project.json(['build:migrations', '--database', 'LOGS'])).toMatchObject({
      result: { migrations: [{ name: l }] },
    });
    expect(await project.json(['migrate:verify', '--database', 'LOGS'])).toMatchObject({
      result: { migrations: [{ name: l }] },
    });
  });

  it.each([
    [['--database', 'LGOS'], 'CONFIG.DATABASE_UNKNOWN'],
    [['--env', 'stagign'], 'CONFIG.ENVIRONMENT_UNKNOWN'],
  ])('are not chosen by a typing mistake: %j', async (args, code) => {
    await using project = await emptyProject({ ...config(db, logs), ...migrations });
    expect(await project.json(['migrate:lint', ...args])).toMatchObject({ exitCode: 2, error: { code } });
  });

  it('are not chosen without a configuration', async () => {
    await using project = await emptyProject(migrations);
    expect(await project.json(['migrate:lint', '--database', 'DB'])).toMatchObject({
      exitCode: 2,
      error: { code: 'CONFIG.NOT_FOUND' },
    });
    expect(await project.json(['migrate:lint'])).toMatchObject({ exitCode: 0 });
  });

  it('are those of one environment: the same binding in another one has the same folder', async () => {
    const environments = { staging: { d1_databases: [{ binding: 'DB', database_id: '3' }] } };
    await using project = await emptyProject({
      'wrangler.jsonc': JSON.stringify({ name: 'app', d1_databases: [db], env: environments }),
      ...migrations,
    });
    expect(await statusOf(project, '--database', 'DB')).toEqual([a]);
    expect(await statusOf(project, '--database', 'DB', '--env', 'staging')).toEqual([a]);
  });

  it('are set up one after another by init, each with a folder of its own', async () => {
    await using project = await emptyProject({ ...config(db, logs), 'package.json': '{}' });
    for (const name of ['DB', 'app-logs'])
      expect(await project.roost(['init', '--yes', '--database', name])).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(await readFile(project.path('roost.json'), 'utf8'))).toEqual({
      databases: { DB: { path: 'database/migrations' }, LOGS: { path: 'database/logs/migrations' } },
    });
    for (const [name, title] of [
      ['DB', 'a'],
      ['LOGS', 'l'],
    ] as const) {
      await project.roost(['make:migration', title, '--database', name]);
      expect(await statusOf(project, '--database', name)).toEqual([expect.stringMatching(`_${title}$`)]);
    }
  });

  it('share no seeders by mistake', async () => {
    await using project = await emptyProject({
      ...config(db, logs),
      ...migrations,
      ...settings({ databases: { LOGS: { path: 'logs' } } }),
      'database/seeders/1_a.json': '{ "a": [{ "id": 7 }] }',
    });
    expect(await project.json(['db:seed', '--database', 'LOGS'])).toMatchObject({
      exitCode: 2,
      error: {
        code: 'CONFIG.FOLDER_SHARED',
        hint: expect.stringContaining('{"databases":{"LOGS":{"seeders":"database/seeders"}}}'),
      },
    });
  });

  it.each([
    [{}, 'databases names nothing'],
    [{ DB: {} }, 'databases.DB sets nothing'],
    [{ DB: { folder: 'x' } }, "databases.DB has 'folder'"],
    [{ DB: { path: '' } }, 'databases.DB.path must be a text'],
    [{ DB: 'logs' }, 'databases.DB must be an object'],
    [{ LGOS: { path: 'logs' } }, "databases names 'LGOS', but the wrangler configuration has 'DB', 'app-db'"],
  ])('are refused as %j', async (databases, problem) => {
    await using project = await emptyProject({ ...config(db), ...migrations, ...settings({ databases }) });
    const { exitCode, error } = await project.json(['migrate']);
    expect([exitCode, error?.code]).toEqual([2, 'CONFIG.INVALID']);
    expect(error?.message).toContain(problem);
  });
});
