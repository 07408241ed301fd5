// roost migrate --rehearse
import { describe, expect, it } from 'vitest';
import { killedAt } from './faults/kill-at-statement.ts';
import { everythingIn, prepareDatabase } from './support/database.ts';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [b, c] = [nameOf(2, 'b'), nameOf(3, 'c')];
const file = (name: string) => `database/migrations/${name}.ts`;

/** a is applied and holds two rows. */
async function inUse(): Promise<Project> {
  const project = await projectWith(tables('a'));
  await project.roost(['migrate']);
  prepareDatabase(project.database, 'INSERT INTO a VALUES (1), (2)');
  return project;
}

describe.concurrent('roost migrate --rehearse', () => {
  it('shows the rows of each table before and after, and writes nothing', async () => {
    await using project = await inUse();
    await project.write({ [file(b)]: migration(runs('DELETE FROM a WHERE id = 1', 'CREATE TABLE bb (id)')) });
    const before = everythingIn(project.database);
    const ended = await project.roost(['migrate', '--rehearse']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toBe('Before  After  Table\n     2      1  a\n     -      0  bb\n');
    expect(ended.stderr).toMatch(
      /^Rehearsed 1 migration on app-db in [\d.]+ m?s: would succeed\. Nothing was written\.\n$/,
    );
    expect(everythingIn(project.database)).toBe(before);
    expect((await project.json(['migrate:status'])).result).toMatchObject({ pending: 1 });
  });

  it('tells what would fail with exit code 5, for people and for programs', async () => {
    await using project = await inUse();
    await project.write({
      [file(b)]: migration(
        runs('CREATE TABLE b (id NOT NULL CHECK (id > 1))', 'INSERT INTO b SELECT id FROM a'),
      ),
      [file(c)]: migration(runs('CREATE TABLE c (id)')),
    });
    const before = everythingIn(project.database);
    const { exitCode, stdout, stderr } = await project.roost(['migrate', '--rehearse']);
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toContain(
      `would fail '${b}' at statement 2 (INSERT INTO b SELECT id FROM a): D1_ERROR: CHECK constraint failed: id > 1`,
    );
    expect(stderr).toContain('Rehearsed 2 migrations on app-db');
    const { result } = await project.json(['migrate', '--rehearse']);
    expect(result).toMatchObject({
      failure: { step: { name: b }, statement: { number: 2 }, file: project.path(file(b)), line: 5 },
      tables: [],
      notRehearsed: [],
    });
    expect(everythingIn(project.database)).toBe(before);
  });

  it('shows a failure at the place, and with the remedy, of migrate itself', async () => {
    await using project = await inUse();
    await project.write({ [file(b)]: migration(runs('CREATE TABLE b (id)', 'INSERT INTO bb VALUES (1)')) });
    const shown = ({ stderr }: { readonly stderr: string }): readonly string[] => {
      const lines = stderr.split('\n');
      return lines.slice(lines.findIndex((line) => line.includes('file: '))).slice(0, 3);
    };
    const rehearsed = await project.roost(['migrate', '--rehearse']);
    const applied = await project.roost(['migrate']);
    expect(shown(rehearsed)).toEqual(shown(applied));
    expect(shown(rehearsed)[0]).toMatch(/^ {6}file: .*:5:\d+$/);
    expect(rehearsed.stderr).toContain(
      'next  Write b, the table with the nearest name, and rehearse it again.',
    );
    expect(applied.stderr).toContain('write b, the table with the nearest name, then run the command again.');
  });

  it('says what it leaves out, and of nothing pending that there is nothing', async () => {
    await using project = await inUse();
    await project.write({
      [file(b)]: migration(runs('CREATE TABLE b (id)'), undefined, 'withinTransaction: false,'),
    });
    const ended = await project.roost(['migrate', '--rehearse']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    expect(ended.stderr).toContain(`warning not rehearsed: ${b}: withinTransaction is false`);
    await project.remove(file(b));
    expect((await project.roost(['migrate', '--rehearse'])).stderr).toBe('Nothing to rehearse.\n');
  });

  it('makes no database where there is none', async () => {
    await using project = await projectWith(tables('a'));
    const before = await project.contents();
    const ended = await project.roost(['migrate', '--rehearse']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('would succeed') });
    expect(await project.contents()).toEqual(before);
  });

  it('that is killed behind any of its statements leaves nothing', async () => {
    await using project = await inUse();
    await project.write({
      [file(b)]: migration(
        runs('CREATE TABLE b (id)', 'INSERT INTO b SELECT id FROM a', 'DELETE FROM a', 'DROP TABLE a'),
      ),
    });
    const before = everythingIn(project.database);
    let kills = 0;
    for (let boundary = 1; ; boundary += 1) {
      const ended = await project.spawnRoost(['migrate', '--rehearse'], killedAt(boundary));
      expect(everythingIn(project.database)).toBe(before);
      if (ended.signal !== 'SIGKILL') break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(8);
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
  });

  it.each([
    ['with --pretend', ['migrate', '--rehearse', '--pretend']],
    ['with --step', ['migrate', '--rehearse', '--step']],
  ])('is refused %s', async (_, args) => {
    await using project = await projectWith(tables('a'));
    expect(await project.json(args)).toMatchObject({ exitCode: 2, error: { code: 'CLI.USAGE' } });
  });
});
