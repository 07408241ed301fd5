// Files that have changed since they were applied: seen, warned of, and recorded anew
import { describe, expect, it } from 'vitest';
import { rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [a, b] = [nameOf(1, 'a'), nameOf(2, 'b')];
const file = (name: string) => `database/migrations/${name}.ts`;

/** a and b applied, and b changed since: its down() also makes a note. */
async function changedProject(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  await project.roost(['migrate']);
  const down = runs('DROP TABLE b', 'CREATE TABLE note (x)');
  await project.write({ [file(b)]: migration(runs('CREATE TABLE b (id, more)'), down) });
  return project;
}

describe.concurrent('a changed file', () => {
  it('is shown by migrate:status with what to do', async () => {
    await using project = await changedProject();
    const ended = await project.roost(['migrate:status']);
    expect(ended.stdout).toMatch(new RegExp(`applied +1 +${a}\nchanged +1 +${b}`));
    expect(ended.stderr).toMatch(/1 applied, 1 changed\.\nnext {2}changed: .*roost migrate:repair/);
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      migrations: [{ state: 'applied' }, { state: 'changed', batch: 1 }],
      next: { changed: expect.stringContaining('roost migrate:repair') },
    });
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('is not one that was checked out with %s', async (_, written) => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    await project.write({ [file(a)]: written(createsTable('a')) });
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      migrations: [{ state: 'applied' }],
    });
  });

  it('does not stop a local migrate, which warns', async () => {
    await using project = await changedProject();
    const nothing = await project.roost(['migrate']);
    expect(nothing).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[MIGRATION.CHANGED]') });
    expect(nothing.stderr).toContain(`the file has changed since: ${b}`);
    await project.write({ [file(nameOf(3, 'c'))]: createsTable('c') });
    const ended = await project.roost(['migrate']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('[MIGRATION.CHANGED]') });
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'c']);
  });

  it('is rolled back by the down() that was stored, which is said ahead of it', async () => {
    await using project = await changedProject();
    const warning = `rolled back with the down() stored then, not the current one: ${b} [MIGRATION.CHANGED]`;
    expect((await project.roost(['migrate:rollback', '--pretend'])).stderr).toContain(warning);
    const ended = await project.roost(['migrate:rollback']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(warning) });
    expect(tablesIn(project.database)).toEqual([]);
  });

  it('is rolled back by its present down() with --use-files, which is said ahead of it', async () => {
    await using project = await changedProject();
    const warning = `rolled back with its current down(): ${b} [MIGRATION.CHANGED]`;
    expect((await project.roost(['migrate:rollback', '--use-files', '--pretend'])).stderr).toContain(warning);
    const ended = await project.roost(['migrate:rollback', '--use-files']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(warning) });
    expect(tablesIn(project.database)).toEqual(['note']);
  });
});

describe.concurrent('roost migrate:repair', () => {
  it('shows which files, records their checksums, and has nothing to do afterwards', async () => {
    await using project = await changedProject();
    const ended = await project.roost(['migrate:repair']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^ {2}changed ${b} [\\da-f]{12} → [\\da-f]{12}\n`));
    expect(ended.stderr).toContain('Recorded the current checksum and down() of 1 migration.\n');
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      migrations: [{ state: 'applied' }, { state: 'applied' }],
    });
    const again = await project.roost(['migrate:repair']);
    expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Nothing to repair') });
  });

  it('tells programs each file with both checksums', async () => {
    await using project = await changedProject();
    const [, recorded] = rowsIn(project.database, 'SELECT checksum FROM migrations') as {
      checksum: string;
    }[];
    const ended = await project.roost(['migrate:repair', '--json']);
    expect(ended.stderr).toBe('');
    const present = expect.stringMatching(/^[\da-f]{64}$/);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ok: true,
      result: { repaired: { files: [{ name: b, recorded: recorded?.checksum, present }], schema: [] } },
    });
  });

  it('makes no database where there is none', async () => {
    await using project = await projectWith(tables('a'));
    const before = await project.contents();
    expect(await project.roost(['migrate:repair'])).toMatchObject({ exitCode: 0 });
    expect(await project.contents()).toEqual(before);
  });
});
