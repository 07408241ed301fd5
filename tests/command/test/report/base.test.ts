// A report of what a branch adds, without a database: in a real repository.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git, initRepository, onBranch } from '../support/git.ts';
import { type Project, projectWith } from '../support/project.ts';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n';

describe('roost report --base', () => {
  let project: Project;
  beforeAll(async () => {
    project = await projectWith(
      { '1_users.sql': users },
      {
        'roost.json': '{ "queries": "queries.sql" }',
        'queries.sql': 'SELECT name FROM users;\n',
        '.gitignore': '*.md\n',
      },
    );
    initRepository(project);
    await onBranch(project, 'feature', {
      'database/migrations/3_no_name.sql': 'ALTER TABLE users DROP COLUMN name;\n',
    });
    await onBranch(project, 'main', {
      'database/migrations/2_posts.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY);\n',
    });
    git(project.root, 'checkout', '-q', 'feature');
  });
  afterAll(() => project[Symbol.asyncDispose]());

  it('has what the branch adds since they parted, and nothing of the other one', async () => {
    const { stdout, stderr, exitCode } = await project.roost(['report', '--base', 'main']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('<!-- roost-report -->\n## Migrations since `main`\n');
    expect(stdout).toContain('### 1 pending migration');
    expect(stdout).toContain('| 1 | `3_no_name.sql` | **contract** |');
    expect(stdout).not.toMatch(/posts|1_users/);
    expect(stderr).toContain('main: 1 pending migration.');
  });

  it('has the queries that would break, and writes no database', async () => {
    const before = await project.contents();
    const { result, target } = await project.json(['report', '--base', 'main']);
    expect(target).toBeNull();
    expect(result).toMatchObject({
      database: { name: 'main', kind: 'base', environment: null },
      migrations: [{ name: '3_no_name', phase: 'contract' }],
      queries: { findings: [{ kind: 'fails', object: 'users.name', migration: '3_no_name' }] },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('says that only the database can show which rows would be lost', async () => {
    const head = git(project.root, 'rev-parse', 'HEAD').trim();
    const { stdout } = await project.roost(['report', '--base', head]);
    expect(stdout).toContain(`## Migrations since \`${head.slice(0, 10)}\``);
    expect(stdout).toContain('Nothing is pending');
  });

  it('says that there is no migrations folder, and not that there is no git', async () => {
    const { exitCode, error } = await project.json(['report', '--base', 'main', '--path', 'nowhere']);
    expect([exitCode, error?.code]).toEqual([2, 'MIGRATIONS.FOLDER_MISSING']);
  });

  it.each([
    [['report', '--base', 'nowhere'], 'BRANCHES.REF_UNKNOWN'],
    [['report', '--base', ''], 'CLI.USAGE'],
    [['report', '--base', 'main', '--remote'], 'CLI.USAGE'],
  ])('refuses %j', async (args, code) => {
    const { exitCode, error } = await project.json(args);
    expect([exitCode, error?.code]).toEqual([2, code]);
  });
});
