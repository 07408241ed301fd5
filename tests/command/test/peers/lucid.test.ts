// What Lucid's own tests hold its ace commands to, and what roost does there: docs/internals/other-migrators.md.
import { describe, expect, it } from 'vitest';
import { prepareDatabase, rowsIn, tablesIn } from '../support/database.ts';
import { createsTable, nameOf, tables } from '../support/migrations.ts';
import { type Project, projectWith } from '../support/project.ts';
import { remoteProjects } from '../support/remote-project.ts';
import { withoutTimes } from '../support/times.ts';

const remoteProject = remoteProjects(3);

/** Two are applied; a holds a row, and a table is there that no migration has made. */
async function usedProject(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  await project.roost(['migrate', '--step']);
  prepareDatabase(project.database, 'INSERT INTO a VALUES (7); CREATE TABLE stray (x)');
  return project;
}

describe('Lucid', () => {
  it('Lucid 14: a roll-back is refused for good where the project says so: on databases of its choice, instead of in production', async () => {
    const settings = JSON.stringify({ forbidDestructive: { databases: ['DB'] } });
    await using project = await remoteProject(tables('a'), { 'roost.json': settings });
    await project.roost(['migrate', '--remote', '--force']);
    const { exitCode, error } = await project.json(['migrate:rollback', '--remote', '--force']);
    expect([exitCode, error?.code, await project.tables()]).toEqual([3, 'CONSENT.FORBIDDEN', ['a']]);
  });

  it('Lucid 16a: without a word the folder is database/migrations', async () => {
    await using project = await projectWith({}, { 'database/migrations/1_a.ts': createsTable('a') });
    await project.roost(['migrate']);
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('Lucid 16b: only scripts of JavaScript, TypeScript and SQL are looked at', async () => {
    await using project = await projectWith({
      ...tables('a'),
      'README.md': '',
      '2_b.yaml': '',
      '3_c.json': '{}',
    });
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      migrations: [{ name: nameOf(1, 'a') }],
    });
  });

  it('Lucid 18a: with nothing to do the command says so', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0, stderr: 'Nothing to migrate.\n' });
  });

  it('Lucid 18b: production is not written to without consent, and that is an exit code of its own instead of 0', async () => {
    await using project = await remoteProject(tables('a'));
    const { exitCode, error } = await project.json(['migrate', '--remote']);
    expect([exitCode, error?.code, await project.tables()]).toEqual([3, 'CONSENT.MISSING', []]);
  });

  it('Lucid 18c: --force writes to production without asking', async () => {
    await using project = await remoteProject(tables('a'));
    expect(await project.roost(['migrate', '--remote', '--force'])).toMatchObject({ exitCode: 0 });
    expect(await project.tables()).toEqual(['a']);
  });

  it('Lucid 18d: the last line says in short what was done, behind a line for each migration instead of alone', async () => {
    await using project = await projectWith(tables('a', 'b'));
    const lines = withoutTimes((await project.roost(['migrate'])).stderr)
      .trimEnd()
      .split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([4, 'Applied 2 migrations in batch 1 (<time>).']);
  });

  it('Lucid 18e: fresh drops whatever is there and runs all files', async () => {
    await using project = await usedProject();
    expect(await project.roost(['migrate:fresh'])).toMatchObject({ exitCode: 0 });
    expect([tablesIn(project.database), rowsIn(project.database, 'SELECT * FROM a')]).toEqual([
      ['a', 'b'],
      [],
    ]);
  });

  it('Lucid 18f: refresh rolls all back and runs all files', async () => {
    await using project = await usedProject();
    expect(await project.roost(['migrate:refresh'])).toMatchObject({ exitCode: 0 });
    expect([tablesIn(project.database), rowsIn(project.database, 'SELECT * FROM a')]).toEqual([
      ['a', 'b', 'stray'],
      [],
    ]);
  });

  it('Lucid 18g: reset rolls all back, and runs all files again instead of ending there', async () => {
    await using project = await usedProject();
    const { result } = await project.json(['migrate:reset']);
    const done = result?.['done'] as readonly { direction: string }[];
    expect(done.map(({ direction }) => direction)).toEqual(['down', 'down', 'up', 'up']);
  });
});
