// A deploy in two phases: what running code can do with before it, what it must not need after it.
import { describe, expect, it } from 'vitest';
import { tablesIn } from './support/database.ts';
import { type Project, projectWith } from './support/project.ts';

const files = {
  '1_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT);',
  '2_email.sql': 'ALTER TABLE users ADD COLUMN email TEXT;',
  '3_no_nick.sql': 'ALTER TABLE users DROP COLUMN nick;',
  '4_posts.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY);',
};

/** The first migration is applied. */
async function aProject(more: Readonly<Record<string, string>> = {}): Promise<Project> {
  const project = await projectWith({ ...files, ...more });
  await project.roost(['migrate', '--to', '1_users']);
  return project;
}

describe('migrate --phase', () => {
  it('applies one phase, and then the other', async () => {
    await using project = await aProject();
    const expanded = await project.roost(['migrate', '--phase', 'expand']);
    expect(expanded).toMatchObject({ exitCode: 0 });
    expect(expanded.stderr).toMatch(
      /Applied 2 migrations in batch 2 \(.*\)\.\n1 migration of the phase contract waits:\n/,
    );
    expect(expanded.stderr).toContain('  contract 3_no_nick\n           users.nick is gone\n');
    expect(tablesIn(project.database)).toEqual(['posts', 'users']);
    const again = await project.roost(['migrate', '--phase', 'expand']);
    expect(again.stderr).toContain('Nothing to migrate');
    const { result } = await project.json(['migrate', '--phase', 'contract']);
    expect(result).toMatchObject({
      done: [{ name: '3_no_nick' }],
      phases: { chosen: [{ name: '3_no_nick', phase: 'contract' }], left: [] },
    });
    expect((await project.json(['migrate:status'])).result).toMatchObject({ pending: 0 });
  });

  it('shows in a dry run what would run', async () => {
    await using project = await aProject();
    const dry = await project.roost(['migrate', '--phase', 'contract', '--dry-run']);
    expect(dry.stdout).toContain('DROP COLUMN nick');
    expect(dry.stdout).not.toContain('email');
  });

  it('refuses a migration of both phases, and writes nothing', async () => {
    await using project = await aProject({
      '5_both.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY); DROP TABLE users;',
    });
    const { exitCode, error } = await project.json(['migrate', '--phase', 'expand']);
    expect([exitCode, error?.code]).toEqual([2, 'PHASE.MIXED']);
    expect(tablesIn(project.database)).toEqual(['users']);
  });
});

it('migrate:status --phases shows the phase of what is pending, and why', async () => {
  await using project = await aProject();
  const { stderr } = await project.roost(['migrate:status', '--phases']);
  expect(stderr).toContain(
    '  expand   2_email\n           users.email is new\n  contract 3_no_nick\n           users.nick is gone\n',
  );
  expect((await project.json(['migrate:status', '--phases'])).result).toMatchObject({
    phases: [{ phase: 'expand' }, { phase: 'contract' }, { phase: 'expand' }],
  });
});

describe('migrate:lint --phases', () => {
  it('shows the phase of every migration, without a database', async () => {
    await using project = await projectWith(files);
    const { stderr, stdout, exitCode } = await project.roost(['migrate:lint', '--phases']);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('drop-column');
    expect(stderr).toContain(
      '  expand   1_users\n           users is new, a table\n  expand   2_email\n           users.email is new\n' +
        '  contract 3_no_nick\n           users.nick is gone\n',
    );
    const { result } = await project.json(['migrate:lint', '--phases']);
    expect(result).toMatchObject({
      phases: [{ name: '1_users', phase: 'expand' }, {}, { name: '3_no_nick', phase: 'contract' }, {}],
    });
  });

  it('is no annotation', async () => {
    await using project = await projectWith(files);
    const { exitCode, error } = await project.json(['migrate:lint', '--phases', '--format', 'github']);
    expect([exitCode, error?.code]).toEqual([2, 'CLI.USAGE']);
  });
});
