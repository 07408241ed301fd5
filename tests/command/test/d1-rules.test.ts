// roost on statements that D1 refuses: named before anything of the migration runs, wherever it would run
import { describe, expect, it } from 'vitest';
import { everythingIn, rowsIn, tablesIn } from './support/database.ts';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';
import { remoteProjects } from './support/remote-project.ts';

const refused = nameOf(2, 'refused');
const later = `${nameOf(3, 'later')}.ts`;
const files = {
  ...tables('a'),
  [`${refused}.ts`]: migration(runs('CREATE TABLE b (id)', 'VACUUM'), runs('DROP TABLE b')),
  [later]: migration(runs('CREATE TABLE later (id)')),
};
const said = `error Migrating '${refused}' was not started: D1 refuses statement 2 (VACUUM), by its rule 'vacuum': cannot VACUUM from within a transaction: SQLITE_ERROR. [MIGRATION.REFUSED]
      file: database/migrations/${refused}.ts:5
        VACUUM
      applied before it: ${nameOf(1, 'a')}
      still pending: ${refused}, ${nameOf(3, 'later')}
next  Nothing of it ran: leave it out, since D1 looks after its own file, then run the command again.
`;

const aRemoteProject = remoteProjects(2);

describe('a statement that D1 refuses', () => {
  it('stops a local run before its migration, naming file, statement and rule', async () => {
    await using project = await projectWith(files);
    const ended = await project.roost(['migrate']);
    expect([ended.exitCode, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr.endsWith(said)).toBe(true);
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('stops a remote run before its migration is sent', async () => {
    await using project = await aRemoteProject(files);
    const ended = await project.roost(['migrate', '--remote', '--force']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr.endsWith(said)).toBe(true);
    // The ledger, the schema, the bookmark, and the one batch of the migration before it.
    expect(project.requests()).toHaveLength(4);
    expect(await project.tables()).toEqual(['a']);
  });

  it('is a reason not to export', async () => {
    await using project = await projectWith(files);
    const ended = await project.roost(['migrate:export']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain("statement 2 (VACUUM) breaks D1's rule 'vacuum'");
  });

  it('runs in a file of your own with --no-d1-rules, and leaves the file as it is without', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'own')}.ts`]: migration(runs('CREATE TABLE own (id)', 'PRAGMA user_version = 7')),
    });
    const own = project.path('own.sqlite');
    expect(await project.roost(['migrate', '--file', own, '--no-d1-rules'])).toMatchObject({ exitCode: 0 });
    const before = everythingIn(own);
    await project.write({
      [`database/migrations/${nameOf(2, 'two')}.ts`]: migration(runs('PRAGMA user_version = 8')),
    });
    const { error } = await project.json(['migrate', '--file', own]);
    expect([error?.code, error?.details['file']]).toEqual([
      'MIGRATION.REFUSED',
      project.path(`database/migrations/${nameOf(2, 'two')}.ts`),
    ]);
    expect(everythingIn(own)).toBe(before);
  });
});

describe('a quote that is never closed', () => {
  const open = nameOf(2, 'open');
  const openFiles = {
    ...tables('a'),
    [`${open}.ts`]: migration(
      runs('INSERT INTO a VALUES (1)', 'UPDATE a SET id = "basic WHERE id = 2'),
      runs('DELETE FROM a'),
    ),
  };
  const words =
    'by its rule \'token\': unrecognized token: ""basic WHERE id = 2": SQLITE_ERROR. [MIGRATION.REFUSED]';

  it('is refused on a local database, and nothing of its migration is applied', async () => {
    await using project = await projectWith(openFiles);
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain(words);
    expect(rowsIn(project.database, 'SELECT * FROM a')).toEqual([]);
  });

  it('is refused on a remote database, and nothing of its migration is applied', async () => {
    await using project = await aRemoteProject(openFiles);
    const ended = await project.roost(['migrate', '--remote', '--force']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain(words);
    expect(await project.rows('SELECT * FROM a')).toEqual([]);
  });

  it('is a reason not to export', async () => {
    await using project = await projectWith(openFiles);
    const ended = await project.roost(['migrate:export']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain("breaks D1's rule 'token'");
  });
});
