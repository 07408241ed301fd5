// What guards a remote database: its name, its environment, and the project's own prohibition
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tables } from '../support/migrations.ts';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(12);

/** The database of a project in two environments of its configuration, as a slip of the hand has it. */
async function twoEnvironments(otherFiles = {}): Promise<RemoteProject> {
  const project = await aProject(tables('a', 'b'));
  const database = project.cloudflare.databases.find(({ name }) => name === project.name);
  const d1_databases = [{ binding: 'DB', database_name: project.name, database_id: database?.uuid }];
  const env = { production: { d1_databases }, staging: { d1_databases } };
  await project.write({
    'wrangler.jsonc': JSON.stringify({ name: 'app', d1_databases, env }),
    ...otherFiles,
  });
  return project;
}

const destructive = ['migrate:rollback', 'migrate:reset', 'migrate:refresh', 'migrate:fresh'];

describe('a remote database', () => {
  it.each(['migrate:fresh', 'migrate:refresh'])(
    'gives its data for %s only with its name',
    async (command) => {
      await using project = await aProject(tables('a', 'b'));
      await project.roost(['migrate', '--remote', '--force']);
      await project.db.prepare('INSERT INTO a VALUES (7)').run();
      for (const [flags, code] of [
        [['--force'], 'CONSENT.MISSING'],
        [['--confirm', 'another'], 'CONSENT.NAME_WRONG'],
      ] as const) {
        const refused = await project.json([command, '--remote', ...flags]);
        expect([refused.exitCode, refused.error?.code]).toEqual([3, code]);
      }
      expect(await project.rows('SELECT * FROM a')).toEqual([{ id: 7 }]);
      expect((await project.roost([command, '--remote', '--confirm', project.name])).exitCode).toBe(0);
      expect(await project.rows('SELECT * FROM a')).toEqual([]);
      expect(await project.tables()).toEqual(['a', 'b']);
    },
  );

  it('is rolled back without a terminal only with its name, whatever the force', async () => {
    await using project = await aProject(tables('a'));
    await project.roost(['migrate', '--remote', '--force']);
    const refused = await project.json(['migrate:rollback', '--remote', '--force']);
    expect([refused.exitCode, refused.error?.code]).toEqual([3, 'CONSENT.MISSING']);
    expect(await project.tables()).toEqual(['a']);
    expect((await project.roost(['migrate:rollback', '--remote', '--confirm', project.name])).exitCode).toBe(
      0,
    );
    expect(await project.tables()).toEqual([]);
  });

  it('is started over in one request ahead of the migrations', async () => {
    await using project = await aProject(tables('a', 'b'));
    await project.roost(['migrate', '--remote', '--force']);
    project.cloudflare.forget();
    await project.roost(['migrate:fresh', '--remote', '--confirm', project.name]);
    // The ledger, the schema, the bookmark, the wipe, and one for each migration.
    expect(project.requests()).toHaveLength(6);
  });

  it('gets its ledger with consent', async () => {
    await using project = await aProject(tables('a'));
    const refused = await project.json(['migrate:install', '--remote']);
    expect([refused.exitCode, refused.error?.code]).toEqual([3, 'CONSENT.MISSING']);
    expect((await project.roost(['migrate:install', '--remote', '--force'])).exitCode).toBe(0);
    expect(await project.rows('SELECT * FROM migrations')).toEqual([]);
  });

  it('is taken over only with its name, whatever the force', async () => {
    await using project = await aProject(tables('a'));
    await project.db.prepare('CREATE TABLE a (id INTEGER PRIMARY KEY)').run();
    const adopt = ['migrate:adopt', '--to', 'a', '--remote'];
    const refused = await project.json([...adopt, '--force']);
    expect([refused.exitCode, refused.error?.code]).toEqual([3, 'CONSENT.MISSING']);
    expect((await project.roost([...adopt, '--confirm', project.name])).exitCode).toBe(0);
    expect((await project.json(['migrate:status', '--remote'])).result).toMatchObject({ pending: 0 });
  });
});

describe('what would be lost', () => {
  it('is counted and shown before the question, in one request more', async () => {
    await using project = await aProject(tables('a', 'b'));
    await project.roost(['migrate', '--remote', '--force']);
    await project.db.batch([
      project.db.prepare('INSERT INTO a VALUES (7), (8)'),
      project.db.prepare('INSERT INTO b VALUES (7)'),
    ]);
    project.cloudflare.forget();
    const pretended = await project.roost(['migrate:rollback', '--remote', '--pretend']);
    expect(pretended.stderr).toContain('  lose 1 row of b\n  lose 2 rows of a\n');
    expect(project.requests()).toHaveLength(2);
    const { result } = await project.json(['migrate:fresh', '--remote', '--pretend']);
    expect(result).toMatchObject({
      losses: [
        { table: 'a', rows: 2 },
        { table: 'b', rows: 1 },
      ],
    });
  });
});

describe('the environment that a database remembers', () => {
  it('is refused to another one before anything is written, unless it is allowed', async () => {
    await using project = await twoEnvironments();
    await project.roost(['migrate', '--remote', '--force', '--env', 'production', '--to', 'a']);
    const staging = ['--remote', '--env', 'staging', '--force'];
    for (const command of [
      'migrate',
      'migrate:rollback',
      'migrate:reset',
      'migrate:fresh',
      'migrate:repair',
    ]) {
      const confirm = /reset|fresh/.test(command) ? ['--confirm', project.name] : [];
      const refused = await project.json([command, ...staging, ...confirm]);
      expect([command, refused.exitCode, refused.error?.code]).toEqual([command, 2, 'LEDGER.ENVIRONMENT']);
    }
    expect(await project.tables()).toEqual(['a']);
    const status = await project.roost(['migrate:status', '--remote', '--env', 'staging']);
    expect(status).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('another environment: production [LEDGER.ENVIRONMENT]'),
    });
    const allowed = await project.roost(['migrate', ...staging, '--allow-other-environment']);
    expect(allowed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[LEDGER.ENVIRONMENT]') });
    expect(await project.rows('SELECT environment FROM migrations ORDER BY id')).toEqual([
      { environment: 'production' },
      { environment: 'staging' },
    ]);
  });
});

describe('roost.json', () => {
  it.each([
    ['environments', 'production'],
    ['databases', 'its name'],
  ])('forbids by %s what takes data away, whatever the flags', async (kind, wanted) => {
    await using project = await twoEnvironments();
    const name = wanted === 'its name' ? project.name : wanted;
    await project.write({ 'roost.json': JSON.stringify({ forbidDestructive: { [kind]: [name] } }) });
    const production = ['--remote', '--env', 'production', '--force'];
    expect((await project.roost(['migrate', ...production])).exitCode).toBe(0);
    for (const command of destructive) {
      const confirm = command === 'migrate:rollback' ? [] : ['--confirm', project.name];
      const refused = await project.json([command, ...production, ...confirm]);
      expect([command, refused.exitCode, refused.error?.code]).toEqual([command, 3, 'CONSENT.FORBIDDEN']);
      expect((await project.roost([command, ...production, '--pretend'])).exitCode).toBe(0);
    }
    expect(await project.tables()).toEqual(['a', 'b']);
  });

  it('demands the name for every write, if it says so', async () => {
    await using project = await aProject(tables('a'));
    await project.write({ 'roost.json': JSON.stringify({ confirmRemoteWrites: true }) });
    for (const command of ['migrate', 'migrate:install']) {
      const refused = await project.json([command, '--remote', '--force']);
      expect([refused.exitCode, refused.error?.code]).toEqual([3, 'CONSENT.MISSING']);
    }
    expect((await project.roost(['migrate', '--remote', '--confirm', project.name])).exitCode).toBe(0);
    expect(await project.tables()).toEqual(['a']);
  });

  it('that is a link to nothing forbids nothing unseen', async () => {
    await using project = await twoEnvironments();
    await symlink('nowhere.json', join(project.root, 'roost.json'));
    const refused = await project.json(['migrate:rollback', '--remote', '--env', 'production', '--force']);
    expect([refused.exitCode, refused.error?.code]).toEqual([2, 'CONFIG.INVALID']);
  });
});
