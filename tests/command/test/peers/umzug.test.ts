// What Umzug's own tests hold its command to, and what roost does there: docs/internals/other-migrators.md.
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { tablesIn } from '../support/database.ts';
import { createsTable, nameOf, tables } from '../support/migrations.ts';
import { type Project, projectWith } from '../support/project.ts';

const [a, b] = [nameOf(1, 'a'), nameOf(2, 'b')];

/** a is applied, b is pending. */
async function halfway(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  await project.roost(['migrate', '--to', 'a']);
  return project;
}

describe.concurrent('Umzug', () => {
  it('Umzug 1a: scripts of JavaScript and TypeScript are loaded', async () => {
    await using project = await projectWith({
      '1_a.js': createsTable('a'),
      '2_b.mjs': createsTable('b'),
      '3_c.ts': `const table: string = 'c';\n${createsTable('c')}`,
    });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'c']);
  });

  it('Umzug 1b: a .cjs is refused by its name, instead of being loaded', async () => {
    await using project = await projectWith({ '1_a.cjs': 'module.exports = {};' });
    const { exitCode, error } = await project.json(['migrate']);
    expect([exitCode, error?.code]).toEqual([2, 'MIGRATION.NAME_INVALID']);
    expect(error?.message).toContain("'1_a.cjs'");
  });

  it('Umzug 1c: what cannot be loaded for its extension is told with what to do', async () => {
    await using project = await projectWith({ '1_a.tsx': createsTable('a') });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toMatch(/^next {2}.*\.ts/m);
  });

  it('Umzug 15a: flags that exclude each other are refused together', async () => {
    await using project = await halfway();
    const { exitCode, error } = await project.json(['migrate:rollback', '--to', 'a', '--step', '1']);
    expect([exitCode, error?.code]).toEqual([2, 'CLI.USAGE']);
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('Umzug 15b: what is pending is listed for people and for programs', async () => {
    await using project = await halfway();
    const { stdout } = await project.roost(['migrate:status', '--pending']);
    expect([a, b].filter((name) => stdout.includes(name))).toEqual([b]);
    const { result } = await project.json(['migrate:status', '--pending']);
    expect(result).toMatchObject({ migrations: [{ name: b, state: 'pending' }] });
  });

  it('Umzug 15c: what is applied is listed for people and for programs, beside what is pending instead of alone', async () => {
    await using project = await halfway();
    const { stdout } = await project.roost(['migrate:status']);
    expect(stdout).toMatch(new RegExp(`^applied +1 +${a}\npending +- +${b}$`, 'm'));
    const { result } = await project.json(['migrate:status']);
    expect(result).toMatchObject({
      migrations: [
        { name: a, state: 'applied' },
        { name: b, state: 'pending' },
      ],
    });
  });

  it('Umzug 15d: a new file goes beside the others, found from any folder by the configuration', async () => {
    await using project = await projectWith(tables('a'), { 'src/index.ts': '' });
    await project.roost(['make:migration', 'b'], { cwd: project.path('src') });
    expect(await readdir(project.path('database/migrations'))).toHaveLength(2);
  });

  it('Umzug 15g: a new file that would come ahead of another is made with a warning, instead of being refused', async () => {
    await using project = await projectWith({ '20991231235959_late.ts': createsTable('late') });
    const made = await project.roost(['make:migration', 'now']);
    expect(made).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/_now\.ts\n$/) });
    expect(made.stderr).toMatch(/^warning .*20991231235959_late \[MIGRATION\.OUT_OF_ORDER\]\nnext {2}\S/);
    const { result } = await project.json(['make:migration', 'then']);
    expect(result).toMatchObject({ aheadOf: ['20991231235959_late'] });
  });
});
