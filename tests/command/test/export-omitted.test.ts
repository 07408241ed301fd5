// What roost migrate:export does about migrations that have no file, and those that read the schema.
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';
import { remoteProjects } from './support/remote-project.ts';

const aRemoteProject = remoteProjects(2);
const [a, b, c, d] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c'), nameOf(4, 'd')] as const;

const outside = migration(runs('CREATE TABLE b (id)'), undefined, 'withinTransaction: false,');
const readsSchema = migration(
  "const { results } = await db.prepare('SELECT name FROM pragma_table_info(?)').bind('a').all(); await db.run(`CREATE TABLE d (` + results.map(({ name }) => name).join() + `)`);",
);
const allowed = `// roost-allow unexportable: it commits in parts\n${outside}`;

it('a migration whose file says why is left out of the export, and later ones wait', async () => {
  await using project = await projectWith({
    ...tables('a'),
    [`${b}.ts`]: allowed,
    [`${c}.ts`]: tables('c')[`${nameOf(1, 'c')}.ts`] ?? '',
  });
  const ended = await project.roost(['migrate:export']);
  expect(ended).toMatchObject({ exitCode: 0, stdout: `migrations/${a}.sql\nmigrations/${c}.sql\n` });
  expect(ended.stderr.split('\n')).toEqual([
    `left out: ${b} (it commits in parts)`,
    'Exported 2 migrations to migrations/.',
    `next  where wrangler stops before ${c}, run roost migrate --remote --to ${b}`,
    '',
  ]);
  expect(await readdir(project.path('migrations'))).toEqual([`${a}.sql`, `${c}.sql`]);
  expect(await project.json(['migrate:export', '--check'])).toMatchObject({
    exitCode: 0,
    result: {
      leftOut: [
        {
          name: b,
          reason: expect.stringContaining('withinTransaction'),
          allowed: 'it commits in parts',
          leftover: null,
        },
      ],
      waiting: [{ name: c, for: b }],
      early: [],
      unneeded: [],
    },
  });
  // Lint knows the comment.
  expect((await project.roost(['migrate:lint'])).stdout).not.toContain('unused-suppression');
});

it('a comment without a reason allows nothing, and lint says so', async () => {
  const silent = `// roost-allow unexportable\n${outside}`;
  await using project = await projectWith({ ...tables('a'), [`${b}.ts`]: silent });
  const refused = await project.json(['migrate:export']);
  expect([refused.exitCode, refused.error?.code]).toEqual([1, 'EXPORT.INCOMPLETE']);
  expect(refused.error?.hint).toContain('// roost-allow unexportable: <reason>');
  const linted = await project.roost(['migrate:lint']);
  expect(linted.stdout).toContain("gives no reason for 'unexportable'");
});

it('a comment that is not needed is named, and the migration exported', async () => {
  const first = tables('a')[`${a}.ts`] ?? '';
  await using project = await projectWith({ [`${a}.ts`]: `// roost-allow unexportable: it was\n${first}` });
  expect(await project.roost(['migrate:export'])).toMatchObject({
    exitCode: 0,
    stdout: `migrations/${a}.sql\n`,
    stderr: expect.stringContaining(
      `warning ${a} is exported, so its comment roost-allow unexportable is not needed\n`,
    ),
  });
});

it('what an earlier export has left of it is found by --check', async () => {
  await using project = await projectWith(tables('a', 'b'));
  await project.roost(['migrate:export']);
  await project.write({ [`database/migrations/${b}.ts`]: allowed });
  const checked = await project.roost(['migrate:export', '--check']);
  expect([checked.exitCode, checked.stderr.split('\n')]).toEqual([
    5,
    [
      `left out: ${b} (it commits in parts)`,
      `warning left by an earlier export, and wrangler applies it: migrations/${b}.sql`,
      '0 missing, 0 stale, 1 left over.',
      'next  delete what an earlier export has left of migrations without a file',
      '',
    ],
  ]);
  await project.remove(`migrations/${b}.sql`);
  expect((await project.roost(['migrate:export', '--check'])).exitCode).toBe(0);
});

it('a file that wrangler applies in place cannot wait, which is said', async () => {
  await using project = await projectWith(
    {},
    {
      [`migrations/${a}.sql`]: 'CREATE TABLE a (id);\n',
      [`migrations/${b}.ts`]: allowed,
      [`migrations/${c}.sql`]:
        '-- roost-allow unexportable: no\nCREATE TABLE c (id);\n-- down\nDROP TABLE c;\n',
      [`migrations/${d}.sql`]: 'CREATE TABLE d (id);\n',
    },
  );
  const path = ['--path', 'migrations'];
  // The comment does not keep wrangler from the section for down.
  const unfit = { name: c, path: project.path(`migrations/${c}.sql`), line: 3 };
  expect(await project.json(['migrate:export', ...path])).toMatchObject({
    exitCode: 2,
    error: { code: 'EXPORT.UNFIT_FILE', details: { files: [unfit] } },
  });
  expect(await project.json(['migrate:export', '--check', ...path])).toMatchObject({
    exitCode: 5,
    result: { misfits: [unfit] },
  });
  expect((await project.roost(['migrate:export', '--partial', ...path])).stderr).toContain(
    `warning migrations/${c}.sql:3: wrangler runs the whole file`,
  );
  await project.remove(`migrations/${c}.sql`);
  const ended = await project.roost(['migrate:export', ...path]);
  expect([ended.exitCode, ended.stderr]).toEqual([
    0,
    `left out: ${b} (it commits in parts)\n` +
      `warning wrangler applies ${d} even before ${b}, which has no file\n` +
      'Exported 0 migrations to migrations/, 2 unchanged.\n',
  ]);
});

it('with --skip-applied, what is applied at Cloudflare needs no file and no comment', async () => {
  const project = await aRemoteProject({ ...tables('a'), [`${b}.ts`]: outside, [`${d}.ts`]: readsSchema });
  const refused = await project.roost(['migrate:export', '--skip-applied']);
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('EXPORT.INCOMPLETE')]);
  await project.roost(['migrate', '--remote', '--force', '--to', b]);
  expect((await project.roost(['migrate:export'])).exitCode).toBe(1);
  const ended = await project.roost(['migrate:export', '--skip-applied']);
  expect(ended).toMatchObject({
    exitCode: 0,
    stdout: `migrations/${a}.sql\nmigrations/${d}.sql\n`,
    stderr: `left out: ${b} (applied to ${project.name})\nExported 2 migrations to migrations/.\n`,
  });
  const text = await readFile(project.path(`migrations/${d}.sql`), 'utf8');
  expect(text).toContain('CREATE TABLE d (id);');
  expect(text).toContain(`VALUES ('${b}')`);
});

it('with --skip-applied, a file in place that is applied at Cloudflare has to fit no longer', async () => {
  const project = await aRemoteProject({});
  await project.write({ [`migrations/${a}.sql`]: 'CREATE TABLE a (id)' });
  const path = ['--path', 'migrations'];
  const check = ['migrate:export', '--check', ...path];
  expect((await project.roost(['migrate', '--remote', '--force', ...path])).exitCode).toBe(0);
  expect((await project.roost(check)).exitCode).toBe(5);
  expect((await project.roost([...check, '--skip-applied'])).exitCode).toBe(0);
});
