// What a remote database refuses that a local one only warns of
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createsTable, migration, nameOf, runs, tables } from '../support/migrations.ts';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(8);
const remote = ['--remote', '--force'];
const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];
const file = (name: string) => `database/migrations/${name}.ts`;

/** a applied and changed since, b pending. */
async function changedProject(): Promise<RemoteProject> {
  const project = await aProject(tables('a'));
  await project.roost(['migrate', ...remote]);
  await project.write({
    [file(a)]: migration(runs('CREATE TABLE a (id, more)'), runs('DROP TABLE a')),
    [file(b)]: createsTable('b'),
  });
  project.cloudflare.forget();
  return project;
}

const requestCount = (project: RemoteProject) => project.requests().length;

describe('a changed file', () => {
  it('refuses a migrate before anything runs, unless --allow-changed', async () => {
    await using project = await changedProject();
    for (const flags of [remote, ['--remote', '--pretend'], ['--remote']]) {
      const { exitCode, error } = await project.json(['migrate', ...flags]);
      expect([exitCode, error?.code, error?.details['names']]).toEqual([1, 'MIGRATION.CHANGED', [a]]);
      expect(error?.hint).toContain('--allow-changed');
    }
    expect(requestCount(project)).toBe(3);
    const allowed = await project.roost(['migrate', '--allow-changed', ...remote]);
    expect([allowed.exitCode, await project.tables()]).toEqual([0, ['a', 'b']]);
    expect(allowed.stderr).toContain('[MIGRATION.CHANGED]');
  });

  it('is recorded anew with consent, in two requests', async () => {
    await using project = await changedProject();
    const { exitCode, error } = await project.json(['migrate:repair', '--remote']);
    expect([exitCode, error?.code]).toEqual([3, 'CONSENT.MISSING']);
    project.cloudflare.forget();
    expect(await project.roost(['migrate:repair', ...remote])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`changed ${a}`),
    });
    expect(requestCount(project)).toBe(2);
    expect((await project.roost(['migrate', ...remote])).exitCode).toBe(0);
  });

  it('is rolled back after its warning', async () => {
    await using project = await changedProject();
    const ended = await project.roost(['migrate:rollback', '--confirm', project.name, ...remote]);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[MIGRATION.CHANGED]') });
    expect(await project.tables()).toEqual([]);
  });
});

describe('a migration whose file is gone', () => {
  it('is rolled back by what is stored of its down(), after its warning', async () => {
    await using project = await aProject(tables('a', 'b'));
    await project.roost(['migrate', ...remote]);
    await project.remove(file(b));
    const stored = await project.rows('SELECT down_sql FROM migrations ORDER BY id');
    expect(stored).toEqual([{ down_sql: 'DROP TABLE a;' }, { down_sql: 'DROP TABLE b;' }]);
    const ended = await project.roost([
      'migrate:rollback',
      '--to',
      'a',
      '--confirm',
      project.name,
      ...remote,
    ]);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`${b} [MIGRATION.MISSING]`) });
    expect(await project.tables()).toEqual(['a']);
  });
});

describe('a pending migration that is older than the newest applied one', () => {
  it('refuses a migrate before anything runs, unless --allow-out-of-order', async () => {
    await using project = await aProject({ [`${a}.ts`]: createsTable('a'), [`${c}.ts`]: createsTable('c') });
    await project.roost(['migrate', ...remote]);
    await project.write({ [file(b)]: createsTable('b') });
    const { exitCode, error } = await project.json(['migrate', ...remote]);
    expect([exitCode, error?.code, error?.details['names']]).toEqual([1, 'MIGRATION.OUT_OF_ORDER', [b]]);
    expect(error?.hint).toContain('--allow-out-of-order');
    expect(await project.tables()).toEqual(['a', 'c']);
    const allowed = await project.roost(['migrate', '--allow-out-of-order', ...remote]);
    expect(allowed).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('[MIGRATION.OUT_OF_ORDER]'),
    });
    expect(await project.tables()).toEqual(['a', 'b', 'c']);
  });

  it('does not stop a local migrate, which warns', async () => {
    await using project = await aProject({ [`${b}.ts`]: createsTable('b') });
    await project.roost(['migrate']);
    await project.write({ [file(a)]: createsTable('a') });
    const ended = await project.roost(['migrate']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[MIGRATION.OUT_OF_ORDER]') });
  });
});

describe('a renamed file', () => {
  it('is refused before anything runs, whatever the flags, until a repair has recorded the name', async () => {
    await using project = await aProject({
      ...tables('a'),
      [`${b}.ts`]: migration(runs('INSERT INTO a (id) SELECT count(*) + 1 FROM a'), runs('DELETE FROM a')),
    });
    await project.roost(['migrate', ...remote]);
    await project.write({ [file(c)]: await readFile(project.path(file(b)), 'utf8') });
    await project.remove(file(b));
    for (const flags of [
      remote,
      ['--remote', '--pretend'],
      [...remote, '--allow-changed', '--allow-out-of-order'],
    ]) {
      const { exitCode, error } = await project.json(['migrate', ...flags]);
      expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.RENAMED']);
    }
    const repaired = await project.roost(['migrate:repair', ...remote]);
    expect(repaired).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`renamed ${b} → ${c}`) });
    expect((await project.roost(['migrate', ...remote])).exitCode).toBe(0);
    expect(await project.rows('SELECT id FROM a')).toEqual([{ id: 1 }]);
  });
});

describe('a migration that ran no statement', () => {
  it('is pending when its file has statements, and applied by the next migrate without a flag', async () => {
    await using project = await aProject({ [`${a}.ts`]: migration('// later', '// later') });
    const empty = await project.json(['migrate', ...remote]);
    expect(empty.result).toMatchObject({ warnings: [{ code: 'MIGRATION.EMPTY', names: [a] }] });
    await project.write({ [file(a)]: createsTable('a') });
    expect((await project.json(['migrate:status', '--remote'])).result).toMatchObject({ pending: 1 });
    expect((await project.json(['migrate', ...remote])).result).toMatchObject({
      done: [{ name: a, batch: 2 }],
    });
    expect(await project.rows('SELECT migration, batch FROM migrations')).toEqual([
      { migration: a, batch: 2 },
    ]);
    expect((await project.roost(['migrate:rollback', '--confirm', project.name, ...remote])).exitCode).toBe(
      0,
    );
    expect(await project.tables()).toEqual([]);
  });
});
