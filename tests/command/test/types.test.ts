// roost schema:types
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';

const types = `// Written by roost schema:types from the migrations. Do not edit: run it again.

export interface ARow {
  id: number;
  state: 'draft' | 'live' | null;
}

export interface AInsert {
  id?: number;
  state?: 'draft' | 'live' | null;
}

export interface AUpdate {
  id?: number;
  state?: 'draft' | 'live' | null;
}
`;

const sql = "CREATE TABLE a (id INTEGER PRIMARY KEY, state TEXT CHECK (state IN ('draft', 'live')))";
const migrations = { [`${nameOf(1, 'a')}.ts`]: migration(runs(sql)) };

describe.concurrent('roost schema:types', () => {
  it('prints the types of pending migrations too, without a database or its configuration', async () => {
    await using project = await projectWith(migrations);
    await project.remove('wrangler.jsonc');
    const before = await project.contents();
    expect(await project.roost(['schema:types'])).toMatchObject({
      exitCode: 0,
      stdout: types,
      stderr: 'Printed types of 1 table.\n',
    });
    const { result, target } = await project.json(['schema:types']);
    expect(target).toBeNull();
    expect(result).toMatchObject({
      text: types,
      tables: [{ kind: 'table', name: 'a', typeName: 'A', columns: [{ name: 'id', row: ['number'] }, {}] }],
    });
    expect(await project.contents()).toEqual(before);
  });

  it("adds Kysely's interface", async () => {
    await using project = await projectWith(migrations);
    const { stdout } = await project.roost(['schema:types', '--kysely']);
    expect(stdout).toContain("import type { Generated } from 'kysely';\n");
    expect(stdout).toContain('export interface Database {\n  a: ATable;\n}\n');
  });

  it('writes a file, and leaves it where it is the same', async () => {
    await using project = await projectWith(migrations);
    const out = ['schema:types', '--out', 'src/database.ts'];
    expect(await project.roost(out)).toMatchObject({
      exitCode: 0,
      stdout: 'src/database.ts\n',
      stderr: 'Wrote types of 1 table.\n',
    });
    expect(await readFile(project.path('src/database.ts'), 'utf8')).toBe(types);
    expect((await project.roost(out)).stderr).toBe('Unchanged: src/database.ts has types of 1 table.\n');
    expect((await project.json(out)).result).toMatchObject({
      file: project.path('src/database.ts'),
      written: false,
    });
    expect(await readdir(project.path('src'))).toEqual(['database.ts']);
  });

  it('checks a file, and names the first line that differs', async () => {
    await using project = await projectWith(migrations, {
      'types.ts': types,
      'crlf.ts': types.replaceAll('\n', '\r\n'),
      'other.ts': types.replace("'live' | null", "'live'"),
      'longer.ts': `${types}\n`,
    });
    const before = await project.contents();
    const check = (file: string) => project.roost(['schema:types', '--check', file]);
    expect(await check('types.ts')).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'types.ts matches the migrations.\n',
    });
    expect((await check('crlf.ts')).exitCode).toBe(0);
    expect(await check('other.ts')).toMatchObject({
      exitCode: 5,
      stdout: '',
      stderr:
        'other.ts does not match the migrations: line 5 differs.\nnext  run it with --out instead of --check to write it\n',
    });
    expect((await check('longer.ts')).exitCode).toBe(5);
    expect((await check('none.ts')).stderr).toBe(
      'none.ts is missing.\nnext  run it with --out instead of --check to write it\n',
    );
    expect(await project.json(['schema:types', '--check', 'types.ts', '--kysely'])).toMatchObject({
      exitCode: 5,
      result: { current: false, line: 1 },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('says of a file that cannot be written, or read, which it is', async () => {
    await using project = await projectWith(tables('a'), { 'file/inside.txt': '', plain: '' });
    const unusable = { exitCode: 1, error: { code: 'TYPES.FILE_UNUSABLE' } };
    const before = await project.contents();
    expect(await project.json(['schema:types', '--out', 'file'])).toMatchObject(unusable);
    expect(await project.json(['schema:types', '--out', 'plain/types.ts'])).toMatchObject(unusable);
    expect(await project.json(['schema:types', '--check', 'file'])).toMatchObject(unusable);
    expect(await project.contents()).toEqual(before);
  });

  it('writes nothing if a migration fails, or a comment is no type', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.sql`]: 'CREATE TABLE a (state TEXT -- roost-type: 1; 2\n);',
    });
    const out = ['schema:types', '--out', 'types.ts'];
    const before = await project.contents();
    expect(await project.json(out)).toMatchObject({
      exitCode: 2,
      error: { code: 'TYPES.COMMENT_INVALID', details: { table: 'a', column: 'state' } },
    });
    expect(await project.contents()).toEqual(before);
    await project.write({ [`database/migrations/${nameOf(2, 'b')}.sql`]: 'DROP TABLE c;' });
    expect(await project.json(out)).toMatchObject({ exitCode: 2, error: { code: 'TYPES.REPLAY_FAILED' } });
  });

  it('takes either a file to write or one to check', async () => {
    await using project = await projectWith();
    expect(await project.json(['schema:types', '--out', 'a', '--check', 'a'])).toMatchObject({
      exitCode: 2,
      error: { code: 'CLI.USAGE' },
    });
  });
});
