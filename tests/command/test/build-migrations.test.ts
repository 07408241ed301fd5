// roost build:migrations
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createsTable, nameOf, tables } from './support/migrations.ts';
import { emptyProject, type Project, projectWith } from './support/project.ts';
import { startRoost } from './support/roost.ts';

const files = {
  [`${nameOf(1, "it's a")}.ts`]: createsTable('a'),
  [`${nameOf(2, 'b')}.sql`]: `\uFEFFCREATE TABLE b (x DEFAULT '\`\${x}\\');\r\n-- down\r\nDROP TABLE b;\r\n`,
  [`${nameOf(3, 'c')}.up.sql`]: 'CREATE TABLE c (x);',
  [`${nameOf(3, 'c')}.down.sql`]: 'DROP TABLE c;',
};

const [a, b, c] = [nameOf(1, "it's a"), nameOf(2, 'b'), nameOf(3, 'c')];

function moduleOf(checksums: readonly string[]): string {
  return `// Written by roost build:migrations from the migrations. Do not edit: run it again.
/* eslint-disable */
// @ts-nocheck
import { migrationFromSql, type MigrationSource } from '@roostjs/migrations-core/runner';
import m1 from '../database/migrations/${a.replace("'", "\\'")}.ts';

const entries = [
  {
    name: '${a.replace("'", "\\'")}',
    checksum: '${checksums[0]}',
    load: async () => m1,
  },
  {
    name: '${b}',
    checksum: '${checksums[1]}',
    load: async () => \`CREATE TABLE b (x DEFAULT '\\\`\\\${x}\\\\');
-- down
DROP TABLE b;
\`,
  },
  {
    name: '${c}',
    checksum: '${checksums[2]}',
    load: async () => migrationFromSql({ name: '${c}', up: \`CREATE TABLE c (x);\`, down: \`DROP TABLE c;\` }),
  },
];

/** For createRunner({ database, migrations }). */
export const migrations: MigrationSource = { list: async () => entries };
`;
}

const text = async (project: Project, file: string): Promise<string> => readFile(project.path(file), 'utf8');

describe.concurrent('roost build:migrations', () => {
  it('writes a module with every name and the checksum of the ledger, and leaves it where it is the same', async () => {
    await using project = await projectWith(files);
    const out = ['build:migrations', '--out', 'src/migrations.ts'];
    expect(await project.roost(out)).toMatchObject({
      exitCode: 0,
      stdout: 'src/migrations.ts\n',
      stderr: 'Wrote a module of 3 migrations.\n',
    });
    await project.roost(['migrate']);
    const { result } = await project.json(out);
    const { migrations } = result as { migrations: { name: string; checksum: string; kind: string }[] };
    const checksums = migrations.map(({ checksum }) => checksum);
    expect(await text(project, 'src/migrations.ts')).toBe(moduleOf(checksums));
    expect(result).toMatchObject({ written: false, text: moduleOf(checksums) });
    expect(migrations.map(({ name, kind }) => [name, kind])).toEqual([
      [a, 'module'],
      [b, 'sql'],
      [c, 'sql'],
    ]);
    expect((await project.roost(out)).stderr).toBe(
      'Unchanged: src/migrations.ts has a module of 3 migrations.\n',
    );
  });

  it('prints one for a file in this folder, without a configuration or a database', async () => {
    await using project = await emptyProject({ [`database/migrations/${nameOf(1, 'a')}.ts`]: '' });
    const { stdout, stderr } = await project.roost(['build:migrations']);
    expect(stdout).toContain(`import m1 from './database/migrations/${nameOf(1, 'a')}.ts';`);
    expect(stderr).toBe('Printed a module of 1 migration, with imports for a file in this folder.\n');
  });

  it('writes JavaScript without types, and a module of no migrations', async () => {
    await using project = await projectWith({}, { 'database/migrations/.gitkeep': '' });
    await project.roost(['build:migrations', '--out', 'all.mjs']);
    const { migrations } = (await import(project.path('all.mjs'))) as {
      migrations: { list(): Promise<readonly unknown[]> };
    };
    expect(await migrations.list()).toEqual([]);
    expect(await text(project, 'all.mjs')).not.toContain('ts-nocheck');
  });

  it('checks a file, and names the first line that differs', async () => {
    await using project = await projectWith(files);
    await project.roost(['build:migrations', '--out', 'src/migrations.ts']);
    const check = (...args: readonly string[]) =>
      project.json(['build:migrations', '--check', 'src/migrations.ts', ...args]);
    expect(await check()).toMatchObject({ exitCode: 0, result: { current: true, line: null } });
    const written = await text(project, 'src/migrations.ts');
    await project.write({ 'src/migrations.ts': written.replaceAll('\n', '\r\n') });
    expect(await check()).toMatchObject({ exitCode: 0 });
    await project.write({ [`database/migrations/${b}.sql`]: 'CREATE TABLE b (y);' });
    expect(await check()).toMatchObject({ exitCode: 5, result: { current: false, line: 15 } });
    await project.remove('src/migrations.ts');
    expect(await project.roost(['build:migrations', '--check', 'src/migrations.ts'])).toMatchObject({
      exitCode: 5,
      stdout: '',
      stderr: 'src/migrations.ts is missing.\nnext  run it with --out instead of --check to write it\n',
    });
  });

  it.each([
    ['--out src/migrations.sql', 'BUILD.FILE_UNFIT'],
    ['--out database/migrations/index.ts', 'BUILD.FILE_UNFIT'],
    ['--out src/index.ts', 'BUILD.FILE_UNFIT'],
    ['--check src/migrations.json', 'BUILD.FILE_UNFIT'],
    ['--watch', 'CLI.USAGE'],
    ['--check src/a.ts --watch', 'CLI.USAGE'],
    ['--check src/a.ts --out src/a.ts', 'CLI.USAGE'],
  ])('refuses %s and writes nothing', async (args, code) => {
    await using project = await projectWith(tables('a'), { 'src/index.ts': 'export default {};' });
    const before = await project.contents();
    expect(await project.json(['build:migrations', ...args.split(' ')])).toMatchObject({
      exitCode: 2,
      error: { code },
    });
    expect(await project.contents()).toEqual(before);
  });

  it.each([
    ['1_a?.ts', createsTable('a'), 'BUILD.IMPORT_UNFIT', 2],
    ['1_50%.ts', createsTable('a'), 'BUILD.IMPORT_UNFIT', 2],
    ['1_a.sql', '-- up\n-- up', 'MIGRATION.SQL_INVALID', 1],
    ['1_a\u200B.sql', 'SELECT 1', 'MIGRATION.NAME_INVALID', 2],
  ])('refuses the migration %j and writes nothing', async (name, migration, code, exitCode) => {
    await using project = await projectWith({ [name]: migration });
    const before = await project.contents();
    const answer = await project.json(['build:migrations', '--out', 'src/migrations.ts']);
    expect(answer).toMatchObject({ exitCode, error: { code } });
    expect(await project.contents()).toEqual(before);
  });

  it('says of a file that cannot be written, or read, which it is', async () => {
    await using project = await projectWith(tables('a'), { 'file.ts/inside.txt': '', plain: '' });
    const unusable = { exitCode: 1, error: { code: 'BUILD.FILE_UNUSABLE' } };
    expect(await project.json(['build:migrations', '--out', 'file.ts'])).toMatchObject(unusable);
    expect(await project.json(['build:migrations', '--out', 'plain/all.ts'])).toMatchObject(unusable);
    expect(await project.json(['build:migrations', '--check', 'file.ts'])).toMatchObject(unusable);
  });
});

describe('roost build:migrations --watch', () => {
  it('writes at each change, says what is wrong in between, and ends with Ctrl-C', async () => {
    await using project = await projectWith(tables('a'));
    const args = ['build:migrations', '--out', 'src/migrations.ts', '--watch', '--json'];
    const running = startRoost(args, { cwd: project.root });
    const until = async (line: string): Promise<void> => {
      while (!running.stderr().endsWith(`${line}\n`)) await sleep(5);
    };
    await until('Watching database/migrations. Ctrl-C ends it.');
    await project.write({ [`database/migrations/${nameOf(2, 'b')}/migration.sql`]: 'CREATE TABLE b (x);' });
    await until('Wrote a module of 2 migrations to src/migrations.ts.');
    await project.write({ 'database/migrations/readme.sql': 'SELECT 1' });
    await until('[MIGRATION.NAME_INVALID]');
    await rm(project.path('database/migrations/readme.sql'));
    await until('Unchanged: src/migrations.ts has a module of 2 migrations.');
    await rename(project.path('database'), project.path('moved'));
    await until('does not exist. [MIGRATIONS.FOLDER_MISSING]');
    await mkdir(project.path('database/migrations'), { recursive: true });
    await until('Wrote a module of 0 migrations to src/migrations.ts.');
    running.signal('SIGINT');
    const { exitCode, stdout } = await running.ended;
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, result: { written: 3 } });
  });

  it('ends at once if the folder is not there at the beginning', async () => {
    await using project = await projectWith();
    expect(await project.json(['build:migrations', '--out', 'src/migrations.ts', '--watch'])).toMatchObject({
      exitCode: 2,
      error: { code: 'MIGRATIONS.FOLDER_MISSING' },
    });
  });
});
