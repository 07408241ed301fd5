// withinTransaction: false, and roost migrate:resolve for what stopped half-way
import { describe, expect, it } from 'vitest';
import { batchesIn, ledgerIn, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const optedOut = 'withinTransaction: false,';
const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];
const file = `database/migrations/${b}.ts`;
const halfway = migration(
  runs('CREATE TABLE b (id)', 'INSERT INTO b VALUES (1)', 'OOPS', 'CREATE TABLE never (id)'),
  runs('DROP TABLE b'),
  optedOut,
);

/** a is applied, b has stopped half-way, c is pending. */
async function stoppedHalfway(): Promise<Project> {
  const project = await projectWith({
    ...tables('a'),
    [`${b}.ts`]: halfway,
    [`${c}.ts`]: createsTable('c'),
  });
  await project.roost(['migrate']);
  return project;
}

describe.concurrent('a migration outside a transaction', () => {
  it('sees what it has written and knows the results of its writes', async () => {
    const up = `${runs('CREATE TABLE b (id INTEGER PRIMARY KEY, v)')}
    const { meta } = await db.prepare("INSERT INTO b (v) VALUES ('x')").run();
    const row = await db.prepare('SELECT v FROM b WHERE id = ?').bind(meta.last_row_id).first();
    await db.prepare('INSERT INTO b (v) VALUES (?)').bind(row.v + meta.changes).run();
    await db.exec("INSERT INTO b (v)\\nVALUES ('script');\\nDELETE FROM b WHERE v = 'none';");`;
    await using project = await projectWith({ [`${b}.ts`]: migration(up, runs('DROP TABLE b'), optedOut) });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT v FROM b')).toEqual([{ v: 'x' }, { v: 'x1' }, { v: 'script' }]);
    expect(ledgerIn(project.database)).toEqual([{ migration: b, batch: 1, state: 'applied' }]);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual([]);
    expect(batchesIn(project.database)).toEqual([]);
  });

  it('that stops half-way keeps what has run, is partial, and says how to go on', async () => {
    await using project = await stoppedHalfway();
    expect(ledgerIn(project.database)).toEqual([
      { migration: a, batch: 1, state: 'applied' },
      { migration: b, batch: 1, state: 'partial' },
    ]);
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
    const { result } = await project.json(['migrate:status']);
    expect(result).toMatchObject({
      migrations: [{ state: 'applied' }, { name: b, state: 'partial' }, { state: 'pending' }],
    });
  });

  it('names the file, the statement and what stays', async () => {
    await using project = await projectWith({ ...tables('a'), [`${b}.ts`]: halfway });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('MIGRATION.STOPPED_HALFWAY');
    expect(ended.stderr).toContain(file);
    expect(ended.stderr).toContain('statement 3 (OOPS)');
    expect(ended.stderr).toContain(`roost migrate:resolve ${b}`);
  });

  it.each([['migrate'], ['migrate:rollback'], ['migrate:reset']])(
    'that stopped half-way stops %s until it is resolved',
    async (command) => {
      await using project = await stoppedHalfway();
      const before = await project.contents();
      const ended = await project.json([command]);
      expect(ended).toMatchObject({
        exitCode: 1,
        error: { code: 'MIGRATION.PARTIAL', details: { names: [b] } },
      });
      expect(await project.contents()).toEqual(before);
    },
  );

  it('that ends the process half-way is partial, too', async () => {
    const up = `${runs('CREATE TABLE b (id)')} process.exit(0);`;
    await using project = await projectWith({ [`${b}.ts`]: migration(up, undefined, optedOut) });
    expect(await project.spawnRoost(['migrate'])).toMatchObject({ exitCode: 1 });
    expect(ledgerIn(project.database)).toEqual([{ migration: b, batch: 1, state: 'partial' }]);
  });

  it('is partial while its down has stopped half-way', async () => {
    await using project = await projectWith({
      [`${b}.ts`]: migration(runs('CREATE TABLE b (id)'), runs('DROP TABLE b', 'OOPS'), optedOut),
    });
    await project.roost(['migrate']);
    const ended = await project.json(['migrate:rollback']);
    expect(ended).toMatchObject({ exitCode: 1, error: { code: 'MIGRATION.STOPPED_HALFWAY' } });
    expect(ledgerIn(project.database)).toEqual([{ migration: b, batch: 1, state: 'partial' }]);
  });

  it('enforces foreign keys', async () => {
    const up = runs(
      'CREATE TABLE p (id INTEGER PRIMARY KEY)',
      'CREATE TABLE b (p REFERENCES p)',
      'INSERT INTO b VALUES (1)',
    );
    await using project = await projectWith({ [`${b}.ts`]: migration(up, undefined, optedOut) });
    const ended = await project.roost(['migrate']);
    expect(ended).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('FOREIGN KEY constraint failed'),
    });
  });

  it('whose calls nobody awaited is partial, because nobody knows what they came to', async () => {
    const up = `[1, 2].forEach(async (n) => { ${runs('SELECT 1')} await db.prepare(\`CREATE TABLE t\${n} (id)\`).run(); });`;
    await using project = await projectWith({ [`${b}.ts`]: migration(up, undefined, optedOut) });
    expect(await project.json(['migrate'])).toMatchObject({
      exitCode: 1,
      error: { code: 'MIGRATION.STOPPED_HALFWAY' },
    });
    expect(ledgerIn(project.database)).toEqual([{ migration: b, batch: 1, state: 'partial' }]);
  });
});

describe.concurrent('roost migrate:resolve', () => {
  it('--applied keeps its place and batch, and the rest can be migrated', async () => {
    await using project = await stoppedHalfway();
    const resolved = await project.json(['migrate:resolve', b, '--applied']);
    expect(resolved).toMatchObject({ exitCode: 0, result: { name: b, outcome: 'applied' } });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(project.database)).toEqual([
      [a, 1],
      [b, 1],
      [c, 2],
    ]);
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'c']);
  });

  it('--rolled-back makes it pending, so that the mended file runs', async () => {
    await using project = await stoppedHalfway();
    expect(await project.roost(['migrate:resolve', b, '--rolled-back'])).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
    await project.write({ [file]: migration(runs('CREATE TABLE mended (id)'), undefined, optedOut) });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(ledgerIn(project.database)).toEqual([
      { migration: a, batch: 1, state: 'applied' },
      { migration: b, batch: 2, state: 'applied' },
      { migration: c, batch: 2, state: 'applied' },
    ]);
  });

  it('does not change the schema', async () => {
    await using project = await stoppedHalfway();
    await project.roost(['migrate:resolve', b, '--rolled-back']);
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
  });

  it('works where the file is gone', async () => {
    await using project = await stoppedHalfway();
    await project.remove(file);
    expect(await project.roost(['migrate:resolve', b, '--rolled-back'])).toMatchObject({ exitCode: 0 });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
  });
});
