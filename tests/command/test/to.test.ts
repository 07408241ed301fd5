// --to: up to a migration, and back to one
import { describe, expect, it } from 'vitest';
import { tablesIn } from './support/database.ts';
import { createsTable, nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];

async function appliedProject(): Promise<Project> {
  const project = await projectWith(tables('a', 'b', 'c'));
  await project.roost(['migrate']);
  return project;
}

describe.concurrent('roost migrate --to', () => {
  it.each([b, '20260101000002', 'b'])('%s applies what is pending up to and with it', async (to) => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    const { exitCode, result } = await project.json(['migrate', '--to', to]);
    expect([exitCode, tablesIn(project.database)]).toEqual([0, ['a', 'b']]);
    expect(result).toMatchObject({ done: [{ name: a }, { name: b }], remaining: [] });
    const again = await project.roost(['migrate', '--to', to]);
    expect(again).toMatchObject({
      exitCode: 0,
      stderr: `Nothing to migrate: everything up to ${to} is applied.\n`,
    });
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
  });

  it('with --step gives each a batch, and with --pretend shows those alone', async () => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    const pretended = await project.roost(['migrate', '--to', 'b', '--pretend']);
    expect([a, b, c].map((name) => pretended.stdout.includes(name))).toEqual([true, true, false]);
    const { result } = await project.json(['migrate', '--to', 'b', '--step']);
    expect(result).toMatchObject({ done: [{ batch: 1 }, { batch: 2 }] });
  });

  it('what is not there is refused with the nearest names, and what several have with all of them', async () => {
    await using project = await projectWith({ ...tables('create_posts'), '9_twin.ts': '', '10_twin.ts': '' });
    const before = await project.contents();
    const unknown = await project.json(['migrate', '--to', 'create_post']);
    expect([unknown.exitCode, unknown.error?.code]).toEqual([2, 'MIGRATION.NOT_FOUND']);
    expect(unknown.error?.message).toContain(`similar names: '${nameOf(1, 'create_posts')}'`);
    const ambiguous = await project.json(['migrate', '--to', 'twin']);
    expect([ambiguous.exitCode, ambiguous.error?.code]).toEqual([2, 'MIGRATION.NAME_AMBIGUOUS']);
    expect(ambiguous.error?.details['names']).toEqual(['9_twin', '10_twin']);
    expect(await project.contents()).toEqual(before);
  });
});

describe.concurrent('roost migrate:rollback --to', () => {
  it.each([a, '20260101000001', 'a'])('%s undoes what was applied after it', async (to) => {
    await using project = await appliedProject();
    const { exitCode, result } = await project.json(['migrate:rollback', '--to', to]);
    expect([exitCode, tablesIn(project.database)]).toEqual([0, ['a']]);
    expect(result).toMatchObject({ done: [{ name: c }, { name: b }] });
    const again = await project.roost(['migrate:rollback', '--to', to]);
    const stderr = `Nothing to roll back: ${to} is the last applied migration.\n`;
    expect(again).toMatchObject({ exitCode: 0, stderr });
  });

  it('what is pending is refused', async () => {
    await using project = await appliedProject();
    await project.write({ [`database/migrations/${nameOf(4, 'd')}.ts`]: createsTable('d') });
    const { exitCode, error } = await project.json(['migrate:rollback', '--to', 'd']);
    expect([exitCode, error?.code]).toEqual([2, 'MIGRATION.NOT_APPLIED']);
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['--step', '1'],
    ['--batch', '1'],
  ])('with %s is refused', async (...other) => {
    await using project = await appliedProject();
    const { exitCode, error } = await project.json(['migrate:rollback', '--to', 'a', ...other]);
    expect([exitCode, error?.code]).toEqual([2, 'CLI.USAGE']);
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'c']);
  });
});
