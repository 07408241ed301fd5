// roost migrate, where all goes well
import { describe, expect, it } from 'vitest';
import { batchesIn, ledgerIn, prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';

describe.concurrent('roost migrate', () => {
  it('applies everything pending in order as one batch, and prints each as it runs', async () => {
    await using project = await projectWith({
      [`${nameOf(2, 'add_posts')}.ts`]: migration(
        runs('CREATE TABLE posts (user_id INTEGER REFERENCES users (id))'),
      ),
      [`${nameOf(1, 'add_users')}.js`]: createsTable('users'),
      [`${nameOf(10, 'add_tags')}.mts`]: createsTable('tags'),
    });
    const names = [nameOf(1, 'add_users'), nameOf(2, 'add_posts'), nameOf(10, 'add_tags')];
    const ended = await project.roost(['migrate']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    const lines = ended.stderr.split('\n').filter((line) => /\d+ (ms|s)$/.test(line));
    expect(lines.map((line) => names.find((name) => line.includes(name)))).toEqual(names);
    expect(ledgerIn(project.database)).toEqual(
      names.map((name) => ({ migration: name, batch: 1, state: 'applied' })),
    );
    expect(tablesIn(project.database)).toEqual(['posts', 'tags', 'users']);
  });

  it('says that nothing is pending, writes nothing and exits with 0', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    const before = await project.contents();
    const again = await project.roost(['migrate']);
    expect(again).toMatchObject({ exitCode: 0, stdout: '' });
    expect(again.stderr).toContain('Nothing to migrate');
    expect(await project.contents()).toEqual(before);
  });

  it('does not make a database for a folder without migrations', async () => {
    await using project = await projectWith({ 'README.md': 'none yet' });
    const before = await project.contents();
    const ended = await project.roost(['migrate']);
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(ended.stderr).toContain('Nothing to migrate');
    expect(await project.contents()).toEqual(before);
  });

  it('gives the next run the next batch, and never runs a file twice', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    await project.write({ [`database/migrations/${nameOf(2, 'b')}.ts`]: createsTable('b') });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(project.database)).toEqual([
      [nameOf(1, 'a'), 1],
      [nameOf(2, 'b'), 2],
    ]);
  });

  it('with --step, gives each migration a batch of its own', async () => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    const ended = await project.roost(['migrate', '--step']);
    expect(ended.exitCode).toBe(0);
    expect(batchesIn(project.database).map(([, batch]) => batch)).toEqual([1, 2, 3]);
  });

  it('runs a pending migration that is older than an applied one, and warns', async () => {
    await using project = await projectWith({ [`${nameOf(2, 'b')}.ts`]: createsTable('b') });
    await project.roost(['migrate']);
    await project.write({ [`database/migrations/${nameOf(1, 'a')}.ts`]: createsTable('a') });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain('MIGRATION.OUT_OF_ORDER');
    expect(batchesIn(project.database)).toEqual([
      [nameOf(2, 'b'), 1],
      [nameOf(1, 'a'), 2],
    ]);
  });

  it('goes on where the file of an applied migration is gone, and warns', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    await project.remove(`database/migrations/${nameOf(1, 'a')}.ts`);
    await project.write({ [`database/migrations/${nameOf(3, 'c')}.ts`]: createsTable('c') });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain('MIGRATION.MISSING');
    expect(ended.stderr).toContain(nameOf(1, 'a'));
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'c']);
  });

  it('orders by the leading number, not by the text', async () => {
    await using project = await projectWith({
      '10_second.ts': migration(runs('INSERT INTO a VALUES (10)')),
      '9_first.ts': createsTable('a'),
    });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(project.database)).toEqual([
      ['9_first', 1],
      ['10_second', 1],
    ]);
  });

  it('applies a thousand migrations in one run', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => nameOf(index, 'step'));
    const files = names.map((name, index) => [
      `${name}.js`,
      index === 0 ? createsTable('t') : migration(runs(`INSERT INTO t VALUES (${index})`)),
    ]);
    await using project = await projectWith(Object.fromEntries(files));
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(ledgerIn(project.database).map((row) => row.migration)).toEqual(names);
  });

  it('leaves the ledger in the documented columns', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    expect(
      rowsIn(project.database, "SELECT name, type FROM pragma_table_info('migrations')").slice(0, 3),
    ).toEqual([
      { name: 'id', type: 'INTEGER' },
      { name: 'migration', type: 'TEXT' },
      { name: 'batch', type: 'INTEGER' },
    ]);
  });

  it('takes over a plain three-column ledger', async () => {
    await using project = await projectWith(tables('a', 'b'), { 'db/keep': '' });
    const file = project.path('db/old.sqlite');
    prepareDatabase(
      file,
      `CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER);
       INSERT INTO migrations VALUES (1, '${nameOf(1, 'a')}', 7);`,
    );
    expect(await project.roost(['migrate', '--file', 'db/old.sqlite'])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(file)).toEqual([
      [nameOf(1, 'a'), 7],
      [nameOf(2, 'b'), 8],
    ]);
  });
});
