// Which database and which folder a command works on
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { batchesIn, prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, nameOf, tables } from './support/migrations.ts';
import { databaseId, emptyProject, localDatabase, projectWith, wranglerConfig } from './support/project.ts';

const migrationFiles = { [`database/migrations/${nameOf(1, 'a')}.ts`]: createsTable('a') };
const objectFolder = '.wrangler/state/v3/d1/miniflare-D1DatabaseObject';
// The file of the id `NOID`, seen with wrangler 4.164 as well.
const noIdFile = '4352776c43bd0755e466d0f7c7a1f4b761c294a796aa48768ba01c743affd068.sqlite';

const tomlConfig = `# comment
name = "app"
[[d1_databases]]
binding = "DB"
database_name = "app-db"
database_id = "${databaseId}"
`;
const jsoncConfig = `{ // comment
  "d1_databases": [{ "binding": "DB", "database_id": "${databaseId}", },],
}`;
const severalConfig = JSON.stringify({
  d1_databases: [{ binding: 'DB', database_name: 'app-db', database_id: databaseId }, { binding: 'NOID' }],
  env: {
    staging: { d1_databases: [{ binding: 'DB', database_name: 'app-db', database_id: 'NOID' }] },
  },
});

describe.concurrent('the local database', () => {
  it.each([
    ['wrangler.toml', tomlConfig],
    ['wrangler.json', jsoncConfig],
    ['wrangler.jsonc', jsoncConfig],
    ['wrangler.json', `\uFEFF${wranglerConfig}`],
  ])('of %s is the file that wrangler uses', async (file, text) => {
    await using project = await emptyProject({ [file]: text, ...migrationFiles });
    const { exitCode, target } = await project.json(['migrate']);
    expect(exitCode).toBe(0);
    expect(target).toMatchObject({
      kind: 'local',
      binding: 'DB',
      config: project.path(file),
      file: project.database,
    });
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('is found from a folder below the configuration', async () => {
    await using project = await projectWith(tables('a'), { 'src/deep/x.ts': '' });
    expect(await project.roost(['migrate'], { cwd: project.path('src/deep') })).toMatchObject({
      exitCode: 0,
    });
    expect(await project.roost(['migrate:status', '--cwd', 'src/deep', '--exit-code'])).toMatchObject({
      exitCode: 0,
    });
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('is said not to be that of wrangler dev where its binding is remote', async () => {
    const config = JSON.stringify({
      d1_databases: [{ binding: 'DB', database_id: databaseId, remote: true }],
    });
    await using project = await emptyProject({ 'wrangler.json': config, ...migrationFiles });
    const { exitCode, stderr } = await project.roost(['migrate']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('wrangler dev does not use this database, but the one at Cloudflare: DB has');
    expect(tablesIn(project.database)).toEqual(['a']);
    const doctor = await project.json(['doctor']);
    expect(doctor.exitCode).toBe(0);
    expect(doctor.result).toMatchObject({
      failed: 0,
      findings: expect.arrayContaining([expect.objectContaining({ check: 'wrangler-dev' })]),
    });
  });

  it('without an id is named by its binding', async () => {
    await using project = await emptyProject({
      'wrangler.json': '{"d1_databases":[{"binding":"NOID","database_name":"other"}]}',
      ...migrationFiles,
    });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.path(objectFolder, noIdFile))).toEqual(['a']);
  });

  it('with a preview_database_id is that one, as for wrangler', async () => {
    await using project = await emptyProject({
      'wrangler.json': `{"d1_databases":[{"binding":"DB","database_id":"x","preview_database_id":"${databaseId}"}]}`,
      ...migrationFiles,
    });
    expect(await project.json(['migrate'])).toMatchObject({
      exitCode: 0,
      target: { file: project.database },
    });
  });

  it.each([
    ['--config', ['migrate', '--config', 'conf/other.jsonc'], 'conf'],
    ['-c', ['migrate', '-c', 'conf/other.jsonc'], 'conf'],
  ])('by %s is beside that configuration, with its migrations', async (_, args, folder) => {
    await using project = await emptyProject({
      'conf/other.jsonc': wranglerConfig,
      [`conf/database/migrations/${nameOf(1, 'a')}.ts`]: createsTable('a'),
    });
    expect(await project.roost(args)).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.path(folder, localDatabase))).toEqual(['a']);
  });

  it.each([
    ['--database by binding', ['--database', 'NOID'], {}, noIdFile],
    ['--database by name', ['--database', 'app-db'], {}, localDatabase.replace(/.*\//, '')],
    ['--env', ['--env', 'staging'], {}, noIdFile],
    ['-e', ['-e', 'staging'], {}, noIdFile],
    ['CLOUDFLARE_ENV', [], { CLOUDFLARE_ENV: 'staging' }, noIdFile],
    [
      'an empty --env over CLOUDFLARE_ENV',
      ['--env', '', '--database', 'DB'],
      { CLOUDFLARE_ENV: 'staging' },
      localDatabase.replace(/.*\//, ''),
    ],
  ])('is chosen by %s', async (_, args, env, file) => {
    await using project = await emptyProject({ 'wrangler.jsonc': severalConfig, ...migrationFiles });
    expect(
      await project.roost(['migrate', '--path', 'database/migrations', ...args], {
        env: env as Record<string, string>,
      }),
    ).toMatchObject({
      exitCode: 0,
    });
    expect(tablesIn(project.path(objectFolder, file))).toEqual(['a']);
  });

  it('lies under --persist-to, relative to where the command runs', async () => {
    await using project = await projectWith(tables('a'), { 'sub/x': '' });
    const ended = await project.roost(['migrate', '--persist-to', '../state'], { cwd: project.path('sub') });
    expect(ended.exitCode).toBe(0);
    expect(tablesIn(project.path(localDatabase.replace('.wrangler/state', 'state')))).toEqual(['a']);
  });

  it('is in WAL mode with pages of 4096 bytes, as workerd makes it', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    expect(rowsIn(project.database, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(rowsIn(project.database, 'PRAGMA page_size')).toEqual([{ page_size: 4096 }]);
  });
});

describe.concurrent('--file, --path and --ledger', () => {
  it('work on any SQLite file without a configuration, and make folder and file', async () => {
    await using project = await emptyProject(migrationFiles);
    const { exitCode, target } = await project.json(['migrate', '--file', 'some/where/app.db']);
    expect([exitCode, target]).toEqual([
      0,
      { kind: 'file', name: 'some/where/app.db', file: project.path('some/where/app.db'), d1Rules: true },
    ]);
    expect(tablesIn(project.path('some/where/app.db'))).toEqual(['a']);
  });

  it('leave the configured database alone, and keep what the file held', async () => {
    await using project = await projectWith(tables('a'), { 'db/x': '' });
    prepareDatabase(project.path('db/own.sqlite'), "CREATE TABLE own (v); INSERT INTO own VALUES ('kept')");
    expect(await project.roost(['migrate', '--file', 'db/own.sqlite'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.path('db/own.sqlite'), 'SELECT v FROM own')).toEqual([{ v: 'kept' }]);
    expect(await project.contents()).not.toHaveProperty(['.wrangler']);
  });

  it('take a folder of migrations with --path, relative, absolute or linked', async () => {
    await using project = await projectWith({}, { [`my steps/${nameOf(1, 'a')}.ts`]: createsTable('a') });
    await mkdir(project.path('links'));
    await symlink(project.path('my steps'), project.path('links/steps'));
    for (const path of ['my steps', project.path('my steps'), join('links', 'steps')]) {
      const { result } = await project.json(['migrate:status', '--path', path]);
      expect(result).toMatchObject({ migrations: [{ name: nameOf(1, 'a') }] });
    }
  });

  it('keep two sets of migrations apart in one database, each with its ledger', async () => {
    await using project = await projectWith(tables('a'), {
      [`other/${nameOf(1, 'z')}.ts`]: createsTable('z'),
    });
    const other = ['--path', 'other', '--ledger', 'other_migrations'];
    await project.roost(['migrate']);
    expect(await project.roost(['migrate', ...other])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT migration, batch FROM other_migrations')).toEqual([
      { migration: nameOf(1, 'z'), batch: 1 },
    ]);
    expect(await project.roost(['migrate:rollback', ...other])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(project.database)).toEqual([[nameOf(1, 'a'), 1]]);
  });
});
