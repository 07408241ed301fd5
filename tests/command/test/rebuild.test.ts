// A migration that rebuilds a table, as the command shows it
import { mkdir, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDatabase, rowsIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import { packageJson } from './support/roost.ts';
import { screenOf } from './support/terminal.ts';

const [a, b] = [nameOf(1, 'a'), nameOf(2, 'b')];
const line = 'rebuild posts: views TEXT → INTEGER NOT NULL';

/** The table is there with one row, and its rebuild is pending. */
async function rebuildProject(views: string): Promise<Project> {
  const project = await projectWith({
    [`${a}.ts`]: migration(
      runs(
        'CREATE TABLE posts (id INTEGER PRIMARY KEY, views TEXT)',
        `INSERT INTO posts VALUES (1, ${views})`,
      ),
    ),
    [`${b}.ts`]: `import { rebuildTable } from '@roostjs/cli/schema';\n${migration(
      "await rebuildTable(db, { table: 'posts', change: { columns: { views: { type: 'INTEGER', notNull: true } } } });",
    )}`,
  });
  await mkdir(project.path('node_modules/@roostjs'), { recursive: true });
  await symlink(dirname(packageJson), project.path('node_modules/@roostjs/cli'));
  await project.spawnRoost(['migrate', '--to', a]);
  return project;
}

describe.concurrent('a rebuild', () => {
  it('is one line of a dry run on a terminal, and all its statements with --verbose', async () => {
    await using project = await rebuildProject("'7'");
    const options = { cwd: project.root, columns: 120 };
    expect(await screenOf(['migrate', '--pretend'], options)).toMatch(
      new RegExp(
        `^-- up ${b}\\n-- ${line} \\(\\d+ statements\\)\\nDry run: nothing was written.\\nnext  --verbose `,
      ),
    );
    const verbose = await screenOf(['migrate', '--pretend', '--verbose'], options);
    expect(verbose).toContain(`-- ${line}\n`);
    expect(verbose).toContain('\nDROP TABLE "posts";\n');
    expect(verbose).not.toContain('next  --verbose');
  });

  it('is a script for a pipe, which does the same', async () => {
    await using project = await rebuildProject("'7'");
    const { stdout } = await project.spawnRoost(['migrate', '--pretend']);
    expect(stdout).toContain(`-- ${line}\n`);
    prepareDatabase(project.database, `BEGIN; ${stdout} COMMIT;`);
    const select = 'SELECT views, typeof(views) AS type FROM posts';
    expect(rowsIn(project.database, select)).toEqual([{ views: 7, type: 'integer' }]);
  });

  it('has its statements and what they do in JSON', async () => {
    await using project = await rebuildProject("'7'");
    const { result } = await project.spawnJson(['migrate', '--pretend']);
    const { steps } = result as { steps: readonly { statements: unknown[]; groups: unknown[] }[] };
    expect(steps.map(({ groups }) => groups)).toEqual([
      [{ does: line, first: 0, count: steps[0]?.statements.length }],
    ]);
  });

  it('that fails is named, and its own SQL shown with --verbose alone', async () => {
    await using project = await rebuildProject('NULL');
    const failed = await project.spawnRoost(['migrate']);
    expect(failed.stderr).toMatch(new RegExp(`failed at statement \\d+ \\(${line}\\): D1_ERROR: NOT NULL`));
    expect(failed.stderr).not.toContain('roost_rebuild_rows');
    const verbose = await project.spawnRoost(['migrate', '--verbose']);
    expect(verbose.stderr).toMatch(/\n {8}INSERT INTO "posts" .*\n +\^\n/);
    const { error } = await project.spawnJson(['migrate']);
    expect(error?.details?.['statement']).toMatchObject({
      sql: expect.stringMatching(/^INSERT INTO "posts"/),
      group: { does: line },
    });
  });
});
