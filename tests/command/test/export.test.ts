// roost migrate:export
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { databaseId, projectWith } from './support/project.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')] as const;

const reads = migration("await db.prepare('SELECT 1 AS one').first();");
const outside = migration(runs('CREATE TABLE b (id)'), undefined, 'withinTransaction: false,');

describe.concurrent('roost migrate:export', () => {
  it('writes a file for each migration, prints its path, and touches no database', async () => {
    await using project = await projectWith(tables('a', 'b'));
    expect(await project.roost(['migrate:export'])).toMatchObject({
      exitCode: 0,
      stdout: `migrations/${a}.sql\nmigrations/${b}.sql\n`,
      stderr: 'Exported 2 migrations to migrations/.\n',
    });
    expect(await readdir(project.path('migrations'))).toEqual([`${a}.sql`, `${b}.sql`]);
    const lines = (await readFile(project.path(`migrations/${a}.sql`), 'utf8')).split('\n');
    expect(lines[0]).toBe(
      `-- Written by roost migrate:export from the migration ${a}. Do not edit: run it again.`,
    );
    expect(lines.slice(-7)).toEqual([
      'CREATE TABLE a (id INTEGER PRIMARY KEY);',
      `UPDATE "migrations" SET state = 'applied' WHERE migration = '${a}';`,
      expect.stringContaining('DELETE FROM "migrations_schema" AS k WHERE'),
      expect.stringContaining('INSERT OR REPLACE INTO "migrations_schema"'),
      'UPDATE "migrations" SET schema = NULL WHERE schema IS NOT NULL;',
      expect.stringContaining(`WHERE migration = '${a}' AND state = 'applied') = 1 THEN 1 ELSE`),
      '',
    ]);
    expect(await readdir(project.root)).toEqual(['database', 'migrations', 'wrangler.jsonc']);
  });

  it('writes into migrations_dir beside the configuration, and names the ledger that it is given', async () => {
    const d1 = { binding: 'DB', database_id: databaseId, migrations_dir: 'db/sql' };
    await using project = await projectWith(tables('a'), {
      'wrangler.jsonc': JSON.stringify({ name: 'app', d1_databases: [d1] }),
      'src/index.ts': '',
    });
    const ended = await project.roost(['migrate:export', '--ledger', 'steps'], { cwd: project.path('src') });
    expect(ended).toMatchObject({ exitCode: 0, stdout: `../db/sql/${a}.sql\n` });
    const text = await readFile(project.path(`db/sql/${a}.sql`), 'utf8');
    expect(new Set(text.match(/"(migrations|steps)"/g))).toEqual(new Set(['"steps"']));
  });

  it('names a file whose migration is gone, since wrangler would apply it', async () => {
    await using project = await projectWith(tables('a', 'b'), { 'migrations/0001_own.sql': 'SELECT 1;' });
    await project.roost(['migrate:export']);
    await project.remove(`database/migrations/${b}.ts`);
    const gone = `warning its migration no longer exists, but wrangler applies it: migrations/${b}.sql\n`;
    expect((await project.roost(['migrate:export'])).stderr).toContain(gone);
    const checked = await project.roost(['migrate:export', '--check']);
    expect([checked.exitCode, checked.stderr.startsWith(gone)]).toEqual([5, true]);
  });

  it('does not send somebody who checks in circles, where an export would write nothing', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate:export']);
    await project.remove(`database/migrations/${b}.ts`);
    const check = ['migrate:export', '--check'];
    expect((await project.roost(check)).stderr.split('\n').slice(1)).toEqual([
      '0 missing, 0 stale, 1 left over.',
      'next  delete the files whose migration no longer exists',
      '',
    ]);
    await project.remove(`migrations/${b}.sql`);
    expect((await project.roost(check)).exitCode).toBe(0);
  });

  it('writes again only what has changed, also after a checkout with CRLF, and leaves other files alone', async () => {
    await using project = await projectWith(tables('a', 'b'), { 'migrations/0001_own.sql': 'SELECT 1;' });
    await project.roost(['migrate:export']);
    const text = await readFile(project.path(`migrations/${a}.sql`), 'utf8');
    await project.write({
      [`migrations/${a}.sql`]: text.replaceAll('\n', '\r\n'),
      [`database/migrations/${b}.ts`]: migration(runs('CREATE TABLE other (id)')),
    });
    const before = await project.contents();
    expect(await project.roost(['migrate:export'])).toMatchObject({
      stdout: `migrations/${b}.sql\n`,
      stderr: 'Exported 1 migration to migrations/, 1 unchanged.\n',
    });
    const after = await project.contents();
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed).toEqual([`migrations/${b}.sql`]);
  });

  it('takes a line end that a checkout has changed within a text for stale', async () => {
    await using project = await projectWith({
      [`${a}.ts`]: migration(runs("INSERT INTO a VALUES ('one\ntwo')")),
    });
    await project.roost(['migrate:export']);
    const text = await readFile(project.path(`migrations/${a}.sql`), 'utf8');
    await project.write({ [`migrations/${a}.sql`]: text.replaceAll('\n', '\r\n') });
    expect(await project.roost(['migrate:export', '--check'])).toMatchObject({ exitCode: 5 });
  });

  it('with --check, writes nothing, names what is missing or stale and exits with 5', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate:export']);
    expect(await project.roost(['migrate:export', '--check'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'The export of 2 migrations is up to date.\n',
    });
    await project.write({
      [`database/migrations/${b}.ts`]: migration(runs('CREATE TABLE other (id)')),
      [`database/migrations/${c}.ts`]: migration(runs('CREATE TABLE c (id)')),
    });
    const before = await project.contents();
    expect(await project.roost(['migrate:export', '--check'])).toMatchObject({
      exitCode: 5,
      stdout: `stale    migrations/${b}.sql\nmissing  migrations/${c}.sql\n`,
      stderr: '1 missing, 1 stale, 0 left over.\nnext  run it without --check to write them\n',
    });
    const file = (name: string) => ({ name, path: project.path(`migrations/${name}.sql`) });
    expect(await project.json(['migrate:export', '--check'])).toMatchObject({
      exitCode: 5,
      target: null,
      result: { missing: [file(c)], stale: [file(b)], unchanged: [file(a)], leftOut: [] },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('writes nothing where a migration cannot be written ahead, and says why', async () => {
    await using project = await projectWith({ ...tables('a'), [`${b}.ts`]: outside, [`${c}.ts`]: reads });
    const before = await project.contents();
    const answer = await project.json(['migrate:export']);
    expect(answer).toMatchObject({ exitCode: 1, error: { code: 'EXPORT.INCOMPLETE' } });
    expect(answer.error?.details['migrations']).toEqual([
      { name: b, reason: expect.stringContaining('withinTransaction is false'), leftover: null },
      { name: c, reason: expect.stringContaining('SELECT 1 AS one'), leftover: null },
    ]);
    expect(await project.contents()).toEqual(before);
  });

  it('with --partial, writes the others and names what it leaves out', async () => {
    await using project = await projectWith({ ...tables('a'), [`${b}.ts`]: outside, [`${c}.ts`]: reads });
    const ended = await project.roost(['migrate:export', '--partial']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: `migrations/${a}.sql\n` });
    expect(ended.stderr).toMatch(
      new RegExp(`^warning not exported: ${b} \\(.*\\)\nwarning not exported: ${c} \\(.*\\)\nExported 1 `),
    );
    expect(await readdir(project.path('migrations'))).toEqual([`${a}.sql`]);
  });

  it('points to the earlier export of a migration that it now leaves out', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate:export']);
    await project.write({ [`database/migrations/${b}.ts`]: outside });
    const { stderr } = await project.roost(['migrate:export', '--partial']);
    expect(stderr).toContain(
      `warning left by an earlier export, and wrangler applies it: migrations/${b}.sql\n`,
    );
    const { result } = await project.json(['migrate:export', '--partial', '--check']);
    expect(result?.['leftOut']).toMatchObject([{ name: b, leftover: project.path(`migrations/${b}.sql`) }]);
  });

  it('never overwrites a file that it did not write, and then writes none', async () => {
    await using project = await projectWith(tables('a', 'b'), { [`migrations/${b}.sql`]: 'SELECT 1;\n' });
    const before = await project.contents();
    expect(await project.json(['migrate:export'])).toMatchObject({
      exitCode: 2,
      error: { code: 'EXPORT.UNMANAGED_FILE', details: { files: [`${b}.sql`] } },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('writes nothing that wrangler would pass over by its migrations_pattern', async () => {
    const configured = (pattern: string) => {
      const migrations = { migrations_dir: './db/sql', migrations_pattern: pattern };
      const d1 = { binding: 'DB', database_id: databaseId, ...migrations };
      return { 'wrangler.jsonc': JSON.stringify({ name: 'app', d1_databases: [d1] }) };
    };
    await using folders = await projectWith(tables('a'), configured('db/sql/*/migration.sql'));
    const before = await folders.contents();
    for (const flags of [[], ['--check']]) {
      expect(await folders.json(['migrate:export', ...flags])).toMatchObject({
        exitCode: 2,
        error: { code: 'EXPORT.PATTERN_MISMATCH', details: { files: [`${a}.sql`] } },
      });
    }
    expect(await folders.contents()).toEqual(before);
    const sql = 'CREATE TABLE a (id INTEGER PRIMARY KEY);\n';
    await folders.write({ 'db/sql/1_a/migration.sql': sql });
    const { error } = await folders.json(['migrate:export']);
    const path = /use it where it is, with (--path \S+)\./.exec(error?.hint ?? '')?.[1]?.split(' ') ?? [];
    expect(await folders.roost(['migrate:export', '--check', ...path])).toMatchObject({
      exitCode: 0,
      stderr: 'The export of 1 migration is up to date.\n',
    });
    await using anywhere = await projectWith(tables('a'), configured('db/sql/**/*.sql'));
    expect(await anywhere.roost(['migrate:export'])).toMatchObject({
      exitCode: 0,
      stdout: `db/sql/${a}.sql\n`,
    });
  });

  it('says that the folder cannot be used where a file stands in its place', async () => {
    await using project = await projectWith(tables('a'), { migrations: 'a file' });
    expect(await project.json(['migrate:export'])).toMatchObject({
      exitCode: 1,
      error: { code: 'EXPORT.FOLDER_UNUSABLE', details: { folder: project.path('migrations') } },
    });
  });

  it('has nothing to write where there are no migrations', async () => {
    await using project = await projectWith({}, { 'database/migrations/keep.txt': '' });
    expect(await project.roost(['migrate:export'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'Exported 0 migrations to migrations/.\n',
    });
  });

  it('works on a configured database only', async () => {
    await using project = await projectWith(tables('a'));
    expect(await project.json(['migrate:export', '--file', 'x.sqlite'])).toMatchObject({
      exitCode: 2,
      error: { code: 'CLI.USAGE' },
    });
  });
});
