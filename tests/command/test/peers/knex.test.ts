// What Knex's own tests hold its command to, and what roost does there: docs/internals/other-migrators.md.
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { tablesIn } from '../support/database.ts';
import { createsTable, nameOf, tables } from '../support/migrations.ts';
import { projectWith } from '../support/project.ts';

describe.concurrent('Knex', () => {
  it('Knex 5c: only scripts are migrations, and a script of another extension is refused instead of being left out', async () => {
    await using project = await projectWith({
      ...tables('a'),
      'notes.md': '',
      [`${nameOf(2, 'b')}.json`]: '',
    });
    const status = await project.json(['migrate:status']);
    expect(status.result).toMatchObject({ migrations: [{ name: nameOf(1, 'a') }] });
    await project.write({ [`database/migrations/${nameOf(3, 'c')}.tsx`]: createsTable('c') });
    const { exitCode, error } = await project.json(['migrate']);
    expect([exitCode, error?.code]).toEqual([2, 'MIGRATION.NAME_INVALID']);
    expect(error?.message).toContain(`${nameOf(3, 'c')}.tsx`);
  });

  it('Knex 17a: make creates the folder', async () => {
    await using project = await projectWith();
    await project.roost(['make:migration', 'first', '--path', 'deep/down']);
    expect(await readdir(project.path('deep/down'))).toHaveLength(1);
  });

  it('Knex 17e: a flag has the last word over the configuration', async () => {
    await using project = await projectWith(tables('a'), { 'steps/1_b.ts': createsTable('b') });
    await project.roost(['migrate', '--path', 'steps', '--file', 'other.sqlite']);
    expect(tablesIn(project.path('other.sqlite'))).toEqual(['b']);
    expect((await project.json(['migrate:status'])).result).toMatchObject({ pending: 1 });
  });
});
