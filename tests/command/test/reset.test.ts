// roost migrate:reset
import { describe, expect, it } from 'vitest';
import { batchesIn, prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];

describe.concurrent('roost migrate:reset', () => {
  it('rolls every batch back, newest first, and runs all files again as one batch', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate', '--step']);
    await project.write({ [`database/migrations/${c}.ts`]: createsTable('c') });
    const { result, exitCode } = await project.json(['migrate:reset']);
    expect(exitCode).toBe(0);
    const done = result?.['done'] as readonly { direction: string; name: string }[];
    expect(done.map(({ direction, name }) => `${direction} ${name}`)).toEqual([
      `down ${b}`,
      `down ${a}`,
      `up ${a}`,
      `up ${b}`,
      `up ${c}`,
    ]);
    expect(batchesIn(project.database)).toEqual([
      [a, 1],
      [b, 1],
      [c, 1],
    ]);
  });

  it('loses what was in the tables, as rolling back does', async () => {
    await using project = await projectWith({
      [`${a}.ts`]: migration(
        runs('CREATE TABLE a (id)', "INSERT INTO a VALUES ('seed')"),
        runs('DROP TABLE a'),
      ),
    });
    await project.roost(['migrate']);
    await project.roost(['migrate:reset']);
    expect(rowsIn(project.database, 'SELECT * FROM a')).toEqual([{ id: 'seed' }]);
  });

  it('of a fresh database applies everything', async () => {
    await using project = await projectWith(tables('a', 'b'));
    expect(await project.roost(['migrate:reset'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
  });

  it('without any migrations says so, and makes no database', async () => {
    await using project = await projectWith({ 'README.md': '' });
    const before = await project.contents();
    const ended = await project.roost(['migrate:reset']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Nothing to reset') });
    expect(await project.contents()).toEqual(before);
  });

  it('refuses before anything runs where one has no down(), in whichever batch', async () => {
    await using project = await projectWith({
      [`${a}.ts`]: migration(runs('CREATE TABLE a (id)')),
      [`${b}.ts`]: createsTable('b'),
    });
    await project.roost(['migrate', '--step']);
    const before = await project.contents();
    const ended = await project.json(['migrate:reset']);
    expect(ended).toMatchObject({
      exitCode: 1,
      error: { code: 'MIGRATION.IRREVERSIBLE', details: { names: [a] } },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('takes what has no file any more away for good, and says so ahead of it', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    await project.remove(`database/migrations/${a}.ts`);
    const ended = await project.roost(['migrate:reset']);
    expect(ended.stderr).toContain(`not applied again: ${a} [MIGRATION.MISSING]`);
    expect([ended.exitCode, tablesIn(project.database)]).toEqual([0, ['b']]);
  });

  it('refuses before anything runs where a file is gone and nothing is stored', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate', '--step']);
    await project.remove(`database/migrations/${a}.ts`);
    prepareDatabase(project.database, 'UPDATE migrations SET down_sql = NULL');
    const before = await project.contents();
    const ended = await project.json(['migrate:reset']);
    expect(ended).toMatchObject({
      exitCode: 1,
      error: { code: 'MIGRATION.MISSING', details: { names: [a] } },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('refuses before anything runs where a pending file is no migration', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    await project.write({ [`database/migrations/${b}.ts`]: 'export const up = 1;' });
    const before = await project.contents();
    const ended = await project.json(['migrate:reset']);
    expect(ended).toMatchObject({ exitCode: 2, error: { code: 'MIGRATION.EXPORT_INVALID' } });
    expect(await project.contents()).toEqual(before);
  });

  it('stopped by a failing up keeps what it has done and says what is pending', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    await project.write({
      [`database/migrations/${b}.ts`]: migration(runs('CREATE TABLE b (id)', 'OOPS'), runs('DROP TABLE b')),
    });
    const ended = await project.roost(['migrate:reset']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain(`rolled back before it: ${b}, ${a}`);
    expect(ended.stderr).toContain(`applied before it: ${a}`);
    expect(ended.stderr).toContain(`still pending: ${b}`);
    expect(tablesIn(project.database)).toEqual(['a']);
    expect(batchesIn(project.database)).toEqual([[a, 1]]);
  });
});
