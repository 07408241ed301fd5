// What Lucid's own tests hold its ace commands to, and what roost does there: docs/peers.md.
import { describe, expect, it } from 'vitest';
import { tablesIn } from '../support/database.ts';
import { createsTable, nameOf, tables } from '../support/migrations.ts';
import { projectWith } from '../support/project.ts';
import { remoteProjects } from '../support/remote-project.ts';

const remoteProject = remoteProjects(2);

describe('Lucid', () => {
  it('Lucid 16a: without a word the folder is database/migrations', async () => {
    await using project = await projectWith({}, { 'database/migrations/1_a.ts': createsTable('a') });
    await project.roost(['migrate']);
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('Lucid 16b: only scripts of JavaScript and TypeScript are looked at', async () => {
    await using project = await projectWith({
      ...tables('a'),
      'README.md': '',
      '2_b.sql': '',
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
    const lines = (await project.roost(['migrate'])).stderr.trimEnd().split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([4, 'Applied 2 migrations in batch 1.']);
  });
});
