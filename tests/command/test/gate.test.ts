// roost gate:manifest and gate:check: what code needs, and whether it may be deployed, or rolled back to.
import { describe, expect, it } from 'vitest';
import { prepareDatabase } from './support/database.ts';
import { type Files, type Project, projectWith } from './support/project.ts';

const base = { '1_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT);' };
const later = {
  '2_email.sql': 'ALTER TABLE users ADD COLUMN email TEXT;',
  '3_no_nick.sql': 'ALTER TABLE users DROP COLUMN nick;',
};
const manifest = {
  format: 1,
  ledger: 'migrations',
  needs: ['1_users', '2_email'],
  contracts: ['3_no_nick'],
  replaces: {},
  head: '3_no_nick',
  newest: null,
};

/** A project with the manifest of its code before the later migrations, and of its code after them. */
async function aProject(more: Files = later): Promise<Project> {
  const project = await projectWith(base);
  await project.roost(['gate:manifest', '--out', 'old.json']);
  for (const [name, sql] of Object.entries(more))
    await project.write({ [`database/migrations/${name}`]: sql });
  await project.roost(['gate:manifest', '--out', 'new.json']);
  return project;
}

const check = (project: Project, file: string, ...flags: readonly string[]) =>
  project.roost(['gate:check', '--manifest', file, ...flags]);

describe('roost gate:manifest', () => {
  it('prints JSON without a database, a configuration or a login', async () => {
    await using project = await projectWith({ ...base, ...later });
    await project.remove('wrangler.jsonc');
    const before = await project.contents();
    const { exitCode, stdout, stderr } = await project.roost(['gate:manifest']);
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, manifest]);
    expect(stderr).toBe(
      'Printed a manifest: the code needs 2 migrations up to 3_no_nick, and 1 contract that it runs without.\n',
    );
    expect((await project.json(['gate:manifest'])).result).toMatchObject({ manifest });
    expect(await project.contents()).toEqual(before);
  });

  it.each(['schema.json', 'src/schema.ts', 'src/schema.js', 'schema.mjs', 'schema.mts'])(
    'writes %s, leaves it where it is the same, and reads it again',
    async (file) => {
      await using project = await projectWith({ ...base, ...later });
      const out = ['gate:manifest', '--out', file];
      expect(await project.roost(out)).toMatchObject({
        exitCode: 0,
        stdout: `${file}\n`,
        stderr: expect.stringMatching(/^Wrote a manifest: /),
      });
      expect((await project.roost(out)).stderr).toMatch(/^Unchanged: /);
      expect(await project.roost(['gate:manifest', '--check', file])).toMatchObject({
        exitCode: 0,
        stderr: `${file} matches the migrations.\n`,
      });
      const { exitCode, result } = await project.json(['gate:check', '--manifest', file]);
      expect([exitCode, result]).toEqual([4, expect.objectContaining({ manifest })]);
    },
  );

  it('says with --check that a file is stale, or missing', async () => {
    await using project = await aProject();
    const stale = await project.roost(['gate:manifest', '--check', 'old.json']);
    expect(stale).toMatchObject({ exitCode: 5, stdout: '' });
    expect(stale.stderr).toMatch(
      /^old\.json does not match the migrations: line 5 differs\.\nnext {2}run it with --out/,
    );
    const { exitCode, result } = await project.json(['gate:manifest', '--check', 'none.json']);
    expect([exitCode, result]).toEqual([5, { file: project.path('none.json'), current: false, line: null }]);
  });

  it('prints a short form for the tag of a version', async () => {
    await using project = await aProject();
    expect((await project.roost(['gate:manifest', '--tag'])).stdout).toBe('roost:3_no_nick\n');
    expect((await project.roost(['gate:manifest', '--tag', '--newest', '3'])).stdout).toBe(
      'roost:3_no_nick:3_no_nick\n',
    );
  });

  it('has the ledger of roost.json', async () => {
    await using project = await projectWith(base, { 'roost.json': '{ "ledger": "history" }' });
    expect((await project.json(['gate:manifest'])).result).toMatchObject({ manifest: { ledger: 'history' } });
  });

  it.each([
    [['--out', 'schema.txt'], 'CLI.USAGE'],
    [['--out', 'schema'], 'CLI.USAGE'],
    [['--out', 'a.json', '--check', 'a.json'], 'CLI.USAGE'],
    [['--newest', '1'], 'GATE.NEWEST_INVALID'],
    [['--newest', 'emial'], 'MIGRATION.NOT_FOUND'],
    [['--ledger', 'a b'], 'LEDGER.NAME_INVALID'],
    [['--path', 'nowhere'], 'MIGRATIONS.FOLDER_MISSING'],
  ])('refuses %j with %s, and writes nothing', async (flags, code) => {
    await using project = await aProject();
    const before = await project.contents();
    const { exitCode, error } = await project.json(['gate:manifest', ...flags]);
    expect([exitCode, error?.code]).toEqual([2, code]);
    expect(await project.contents()).toEqual(before);
  });
});

describe('roost gate:check', () => {
  it('finds what the database lacks, and creates none', async () => {
    await using project = await aProject();
    const before = await project.contents();
    const { exitCode, stdout, stderr } = await check(project, 'new.json');
    expect([exitCode, stdout]).toEqual([4, 'missing   1_users\nmissing   2_email\n']);
    expect(stderr).toBe(
      'app-db lacks 2 of the 2 migrations that the code needs.\n' +
        'next  run roost migrate --phase expand, and then deploy the code\n',
    );
    expect(await project.contents()).toEqual(before);
  });

  it('is content between expand and contract with the old code and with the new', async () => {
    await using project = await aProject();
    await project.roost(['migrate', '--phase', 'expand']);
    expect(await check(project, 'new.json')).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'app-db has what the code needs.\n',
    });
    expect(await check(project, 'old.json')).toMatchObject({
      exitCode: 0,
      stderr: 'app-db has what the code needs, and 1 more that it tolerates.\n',
    });
  });

  it('says after the contract what keeps the old code from running', async () => {
    await using project = await aProject();
    await project.roost(['migrate']);
    expect(await check(project, 'new.json')).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout, stderr } = await check(project, 'old.json');
    expect([exitCode, stdout]).toEqual([5, 'contract  3_no_nick\n          users.nick is gone\n']);
    expect(stderr).toBe(
      'app-db has moved past what the code tolerates, by 1 migration.\n' +
        'next  deploy newer code, or first roll the database back: roost migrate:rollback\n',
    );
    expect((await project.json(['gate:check', '--manifest', 'old.json'])).result).toMatchObject({
      state: 'moved',
      head: '3_no_nick',
      tolerated: ['2_email'],
      moved: [{ name: '3_no_nick', why: 'contract', effects: [{ subject: 'users.nick', what: 'is gone' }] }],
    });
  });

  it('cannot tell of a migration whose file it does not have', async () => {
    await using project = await aProject();
    await project.roost(['migrate']);
    await project.remove('database/migrations/3_no_nick.sql');
    const { exitCode, stdout, stderr } = await check(project, 'old.json');
    expect([exitCode, stdout]).toEqual([5, 'no file   3_no_nick\n']);
    expect(stderr).toContain('next  check out code whose migrations folder has these files');
  });

  it('judges one that was merged late, and is older than the newest that the code knows', async () => {
    await using project = await aProject({ '5_posts.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY);' });
    await project.write({ 'database/migrations/4_late.sql': 'ALTER TABLE users DROP COLUMN nick;' });
    await project.roost(['migrate']);
    expect(await check(project, 'new.json')).toMatchObject({
      exitCode: 5,
      stdout: 'contract  4_late\n          users.nick is gone\n',
    });
  });

  it('says so of one whose phase cannot be found, and of a partial one', async () => {
    await using project = await aProject({ '2_fails.sql': 'DROP TABLE nowhere;' });
    await project.roost(['migrate', '--to', '1_users']);
    prepareDatabase(
      project.database,
      "INSERT INTO migrations (migration, batch, state) VALUES ('2_fails', 2, 'partial')",
    );
    const { exitCode, stdout } = await check(project, 'old.json');
    expect([exitCode, stdout]).toEqual([
      5,
      expect.stringMatching(/^unknown {3}2_fails\n {10}.*no such table: nowhere/),
    ]);
    expect((await check(project, 'new.json')).stdout).toBe('missing   2_fails\n');
  });

  it('tolerates nothing newer than the manifest says', async () => {
    await using project = await aProject();
    await project.roost(['gate:manifest', '--newest', '2', '--out', 'new.json']);
    await project.roost(['migrate', '--phase', 'expand']);
    expect((await check(project, 'new.json')).exitCode).toBe(0);
    await project.roost(['migrate', '--phase', 'contract']);
    expect(await check(project, 'new.json')).toMatchObject({ exitCode: 5, stdout: 'newest    3_no_nick\n' });
  });

  it('stays quiet after a squash and a rename, with the code before them and after', async () => {
    await using project = await aProject({ '2_email.sql': later['2_email.sql'] });
    await project.roost(['migrate']);
    await project.write({ 'database/migrations/7_email.sql': later['2_email.sql'] });
    await project.remove('database/migrations/2_email.sql');
    await project.roost(['migrate:repair']);
    expect((await check(project, 'new.json')).exitCode).toBe(0);
    await project.roost(['migrate:squash']);
    await project.roost(['gate:manifest', '--out', 'squashed.json']);
    expect((await check(project, 'squashed.json')).exitCode).toBe(0);
    await project.roost(['migrate']);
    for (const file of ['new.json', 'squashed.json']) expect((await check(project, file)).exitCode).toBe(0);
  });

  it.each([
    [[], 'CLI.USAGE'],
    [['--manifest', 'none.json'], 'GATE.MANIFEST_MISSING'],
    [['--manifest', 'wrangler.jsonc'], 'GATE.MANIFEST_UNREADABLE'],
    [['--manifest', 'database'], 'GATE.MANIFEST_UNREADABLE'],
    [['--manifest', 'broken.json'], 'GATE.MANIFEST_UNREADABLE'],
    [['--manifest', 'other.json'], 'GATE.MANIFEST_INVALID'],
    [['--manifest', 'empty.mjs'], 'GATE.MANIFEST_INVALID'],
    [['--manifest', 'old.json', '--version-id', 'x'], 'CLI.USAGE'],
    [['--version-id', 'x', '--file', 'y'], 'CLI.USAGE'],
  ])('refuses %j with %s', async (flags, code) => {
    await using project = await aProject();
    await project.write({ 'broken.json': '{', 'other.json': '{"format":2}', 'empty.mjs': '' });
    const { exitCode, error } = await project.json(['gate:check', ...flags]);
    expect([exitCode, error?.code]).toEqual([2, code]);
  });
});

it('both work as processes', async () => {
  await using project = await aProject();
  const { stdout } = await project.spawnRoost(['gate:manifest']);
  await project.write({ 'piped.json': stdout });
  expect(await project.spawnRoost(['gate:check', '--manifest', 'piped.json'])).toMatchObject({ exitCode: 4 });
});
