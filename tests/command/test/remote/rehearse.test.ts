// roost migrate --rehearse on a remote database
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs, tables } from '../support/migrations.ts';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(4);
const remote = ['--remote', '--force'];
const b = nameOf(2, 'b');

async function inUse(...statements: readonly string[]): Promise<RemoteProject> {
  const project = await aProject(tables('a'));
  await project.roost(['migrate', ...remote]);
  await project.db.prepare('INSERT INTO a VALUES (1), (2)').run();
  await project.write({ [`database/migrations/${b}.ts`]: migration(runs(...statements)) });
  project.cloudflare.forget();
  return project;
}

describe('a rehearsal on a remote database', () => {
  it('counts the rows before and after, and leaves nothing', async () => {
    await using project = await inUse(
      'CREATE TABLE b (id INTEGER PRIMARY KEY)',
      'INSERT INTO b SELECT id FROM a',
      'DELETE FROM a',
      'CREATE VIRTUAL TABLE f USING fts5(t)',
    );
    const ended = await project.roost(['migrate', '--rehearse', ...remote]);
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(ended.stdout).toBe('Before  After  Table\n     2      0  a\n     -      2  b\n     -      0  f\n');
    expect(await project.tables()).toEqual(['a']);
    expect(await project.rows('SELECT count(*) AS n FROM a')).toEqual([{ n: 2 }]);
    expect((await project.json(['migrate:status', '--remote'])).result).toMatchObject({ pending: 1 });
  });

  it('finds the statement that would fail', async () => {
    await using project = await inUse('CREATE TABLE b (id CHECK (id > 1))', 'INSERT INTO b SELECT id FROM a');
    const { exitCode, result } = await project.json(['migrate', '--rehearse', ...remote]);
    expect(exitCode).toBe(5);
    expect(result).toMatchObject({
      failure: { step: { name: b }, statement: { number: 2, sql: 'INSERT INTO b SELECT id FROM a' } },
    });
    expect(await project.tables()).toEqual(['a']);
  });

  it('wants consent, since it holds the database', async () => {
    await using project = await inUse('CREATE TABLE b (id)');
    const refused = await project.json(['migrate', '--rehearse', '--remote']);
    expect([refused.exitCode, refused.error?.code]).toEqual([3, 'CONSENT.MISSING']);
  });

  it('is refused on a server that keeps what has failed, with nothing of the run sent', async () => {
    await using project = await inUse('DELETE FROM a');
    project.cloudflare.behave({ atomic: false });
    const refused = await project.json(['migrate', '--rehearse', ...remote]);
    expect([refused.exitCode, refused.error?.code]).toEqual([1, 'MIGRATION.REHEARSAL_UNSAFE']);
    expect(await project.rows('SELECT count(*) AS n FROM a')).toEqual([{ n: 2 }]);
    expect(await project.tables()).toEqual(['a']);
  });
});
