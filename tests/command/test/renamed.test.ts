// A file that was renamed after it was applied ran a second time.
import { rename } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rowsIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [prices, double, renamed] = [nameOf(1, 'prices'), nameOf(7, 'double'), nameOf(12, 'double')];
const file = (name: string, extension = 'ts') => `database/migrations/${name}.${extension}`;
const doubles = migration(
  runs('UPDATE prices SET cents = cents * 2'),
  runs('UPDATE prices SET cents = cents / 2'),
);
const files = {
  [`${prices}.ts`]: migration(
    runs('CREATE TABLE prices (cents)', 'INSERT INTO prices VALUES (100)'),
    runs('DROP TABLE prices'),
  ),
  [`${double}.ts`]: doubles,
};

async function renamedProject(): Promise<Project> {
  const project = await projectWith(files);
  await project.roost(['migrate']);
  await rename(project.path(file(double)), project.path(file(renamed)));
  return project;
}

const cents = (project: Project) => rowsIn(project.database, 'SELECT cents FROM prices');

describe.concurrent('a renamed file', () => {
  it('is shown by migrate:status with its old name, and is not pending', async () => {
    await using project = await renamedProject();
    const ended = await project.roost(['migrate:status', '--exit-code']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(`renamed      1  ${renamed} (renamed from ${double})\n`);
    expect(ended.stderr).toContain('1 applied, 1 renamed.\nnext  renamed: run roost migrate:repair');
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      pending: 0,
      migrations: [{ state: 'applied' }, { name: renamed, state: 'renamed', renamedFrom: [double] }],
    });
  });

  it('is refused before anything runs', async () => {
    await using project = await renamedProject();
    const before = await project.contents();
    for (const args of [['migrate', '--allow-changed'], ['migrate', '--rehearse'], ['migrate:rollback']]) {
      const { exitCode, error } = await project.json(args);
      expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.RENAMED']);
      expect(error?.message).toContain(`'${renamed}' was applied as '${double}'`);
    }
    expect(await project.contents()).toEqual(before);
    expect(cents(project)).toEqual([{ cents: 200 }]);
  });

  it('is settled by migrate:repair, which shows it', async () => {
    await using project = await renamedProject();
    const ended = await project.roost(['migrate:repair']);
    expect(ended.stderr).toContain(
      `  renamed ${double} → ${renamed}\nRecorded the new name of 1 migration.\n`,
    );
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0, stderr: 'Nothing to migrate.\n' });
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      migrations: [{ state: 'applied' }, { name: renamed, state: 'applied', batch: 1 }],
    });
    expect(cents(project)).toEqual([{ cents: 200 }]);
    expect(rowsIn(project.database, 'SELECT name FROM d1_migrations ORDER BY id')).toContainEqual({
      name: `${renamed}.sql`,
    });
  });

  it('is known with other line ends, a byte order mark and another extension; one of the extension alone is no other file', async () => {
    await using project = await renamedProject();
    await project.remove(file(renamed));
    await project.write({ [file(renamed, 'js')]: `\uFEFF${doubles.replaceAll('\n', '\r\n')}` });
    expect((await project.json(['migrate'])).error?.code).toBe('MIGRATION.RENAMED');
    await rename(project.path(file(renamed, 'js')), project.path(file(double, 'mjs')));
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0, stderr: 'Nothing to migrate.\n' });
  });

  it('is named by an export beside the file that is left of it', async () => {
    await using project = await projectWith(files);
    await project.roost(['migrate:export']);
    await rename(project.path(file(double)), project.path(file(renamed)));
    const { stderr } = await project.roost(['migrate:export', '--check']);
    expect(stderr).toContain(`warning ${renamed} has the contents of migrations/${double}.sql: `);
    const { exitCode, result } = await project.json(['migrate:export']);
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({
      renamed: [{ name: renamed, from: project.path(`migrations/${double}.sql`) }],
    });
  });
});
