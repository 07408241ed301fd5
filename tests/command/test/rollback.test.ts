// roost migrate:rollback
import { describe, expect, it } from 'vitest';
import { batchesIn, prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [a, b, c, d] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c'), nameOf(4, 'd')];

/** Batch 1 holds a and b, batch 2 holds c and d. */
async function twoBatches(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  await project.roost(['migrate']);
  await project.write({
    [`database/migrations/${c}.ts`]: createsTable('c'),
    [`database/migrations/${d}.ts`]: createsTable('d'),
  });
  await project.roost(['migrate']);
  return project;
}

describe.concurrent('roost migrate:rollback', () => {
  it('undoes the last batch, newest first, and prints each', async () => {
    await using project = await twoBatches();
    const ended = await project.roost(['migrate:rollback']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    expect(ended.stderr.indexOf(d)).toBeGreaterThan(-1);
    expect(ended.stderr.indexOf(c)).toBeGreaterThan(ended.stderr.indexOf(d));
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
    expect(batchesIn(project.database)).toEqual([
      [a, 1],
      [b, 1],
    ]);
  });

  it('again undoes the batch before it, then says that there is nothing', async () => {
    await using project = await twoBatches();
    await project.roost(['migrate:rollback']);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(project.database)).toEqual([]);
    const before = await project.contents();
    const nothing = await project.roost(['migrate:rollback']);
    expect(nothing).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Nothing to roll back') });
    expect(await project.contents()).toEqual(before);
  });

  it('has nothing to do where there is no database, and makes none', async () => {
    await using project = await projectWith(tables('a'));
    const before = await project.contents();
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(await project.contents()).toEqual(before);
  });

  it('with --step, undoes the last n across batches', async () => {
    await using project = await twoBatches();
    const { result } = await project.json(['migrate:rollback', '--step', '3']);
    expect(result).toMatchObject({ done: [{ name: d }, { name: c }, { name: b }] });
    expect(batchesIn(project.database)).toEqual([[a, 1]]);
  });

  it('with a --step beyond what is applied, undoes everything', async () => {
    await using project = await twoBatches();
    expect(await project.roost(['migrate:rollback', '--step', '99'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual([]);
  });

  it('with --batch, undoes that batch and leaves the newer one', async () => {
    await using project = await twoBatches();
    expect(await project.roost(['migrate:rollback', '--batch', '1'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['c', 'd']);
    expect(batchesIn(project.database)).toEqual([
      [c, 2],
      [d, 2],
    ]);
  });

  it('with a --batch that nobody has, says so and exits with 0', async () => {
    await using project = await twoBatches();
    const before = await project.contents();
    const ended = await project.roost(['migrate:rollback', '--batch', '9']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('batch 9') });
    expect(await project.contents()).toEqual(before);
  });

  it('undoes in the reverse of the order in which they ran, not of their names', async () => {
    await using project = await projectWith({ [`${b}.ts`]: createsTable('b') });
    await project.roost(['migrate']);
    await project.write({ [`database/migrations/${a}.ts`]: createsTable('a') });
    await project.roost(['migrate']);
    const { result } = await project.json(['migrate:rollback', '--step', '2']);
    expect(result).toMatchObject({ done: [{ name: a }, { name: b }] });
  });

  it('brings the data back to what it was when down says how', async () => {
    await using project = await projectWith({
      [`${a}.ts`]: migration(runs('CREATE TABLE a (n INTEGER)', 'INSERT INTO a VALUES (1), (2)')),
    });
    await project.roost(['migrate']);
    await project.write({
      [`database/migrations/${b}.ts`]: migration(
        runs('UPDATE a SET n = n + 10', 'ALTER TABLE a ADD COLUMN m'),
        runs('ALTER TABLE a DROP COLUMN m', 'UPDATE a SET n = n - 10'),
      ),
    });
    await project.roost(['migrate']);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT * FROM a')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('refuses before anything runs where a down() is wanting, naming each', async () => {
    await using project = await projectWith({
      [`${a}.ts`]: migration(runs('CREATE TABLE a (id)')),
      [`${b}.ts`]: migration(runs('CREATE TABLE b (id)')),
      [`${c}.ts`]: createsTable('c'),
    });
    await project.roost(['migrate']);
    const before = await project.contents();
    const ended = await project.roost(['migrate:rollback']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('MIGRATION.IRREVERSIBLE');
    expect([a, b].every((name) => ended.stderr.includes(name))).toBe(true);
    expect(await project.contents()).toEqual(before);
  });

  it('undoes what has no file any more by what is stored of its down(), and says so ahead of it', async () => {
    await using project = await twoBatches();
    await project.remove(`database/migrations/${c}.ts`);
    const warning = `so the down() stored in the ledger is run: ${c} [MIGRATION.MISSING]`;
    const pretended = await project.roost(['migrate:rollback', '--pretend']);
    expect(pretended.stdout).toContain(`-- down ${c}\nDROP TABLE c;`);
    expect(pretended.stderr).toContain(warning);
    const ended = await project.roost(['migrate:rollback']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(warning) });
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
  });

  it('refuses before anything runs where a file is gone and nothing is stored, naming each', async () => {
    await using project = await twoBatches();
    await project.remove(`database/migrations/${c}.ts`);
    prepareDatabase(project.database, 'UPDATE migrations SET down_sql = NULL');
    const before = await project.contents();
    const ended = await project.roost(['migrate:rollback']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('MIGRATION.MISSING');
    expect(ended.stderr).toContain(c);
    expect(await project.contents()).toEqual(before);
  });

  it('does not mind a missing file in a batch that it leaves alone', async () => {
    await using project = await twoBatches();
    await project.remove(`database/migrations/${a}.ts`);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
  });

  it('and the next migrate gives batch numbers that still grow from what is left', async () => {
    await using project = await twoBatches();
    await project.roost(['migrate:rollback']);
    await project.roost(['migrate']);
    expect(batchesIn(project.database).map(([, batch]) => batch)).toEqual([1, 1, 2, 2]);
  });
});
