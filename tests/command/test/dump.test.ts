// roost schema:dump
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { prepareDatabase } from './support/database.ts';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';

const schema = `CREATE TABLE b (
  id INTEGER PRIMARY KEY
);

CREATE TABLE a (
  id INTEGER PRIMARY KEY,
  b REFERENCES b
);

CREATE INDEX a_b ON a (b);
`;

const migrations = {
  [`${nameOf(1, 'b')}.ts`]: migration(runs('CREATE TABLE b (id INTEGER PRIMARY KEY)')),
  [`${nameOf(2, 'a')}.ts`]: migration(
    runs('CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b)', 'CREATE INDEX a_b ON a (b)'),
  ),
};

describe.concurrent('roost schema:dump', () => {
  it('prints the schema without the ledgers, and writes nothing', async () => {
    await using project = await projectWith(migrations);
    await project.roost(['migrate']);
    expect(await project.roost(['schema:dump'])).toMatchObject({
      exitCode: 0,
      stdout: schema,
      stderr: 'app-db: 2 tables, 1 index.\n',
    });
    const { result, target } = await project.json(['schema:dump']);
    expect(target).toMatchObject({ kind: 'local' });
    expect(result).toMatchObject({ sql: schema, objects: [{ type: 'table', name: 'b' }, {}, {}] });
    expect(result?.['fingerprint']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('has the same form whatever the indentation of a migration', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'b')}.ts`]: `export default {
        async up(db) {
          await db.prepare(\`
            CREATE TABLE b(
              id INTEGER PRIMARY KEY -- the key
              , name TEXT
            )\`).run();
          await db.prepare(\`CREATE VIEW v AS
            SELECT name
            FROM b\`).run();
        },
      };`,
    });
    await project.roost(['migrate']);
    const { stdout } = await project.roost(['schema:dump']);
    expect(stdout).toBe(
      'CREATE TABLE b (\n  id INTEGER PRIMARY KEY, -- the key\n  name TEXT\n);\n\n' +
        'CREATE VIEW v AS\nSELECT name\nFROM b;\n',
    );
    prepareDatabase(project.path('own.sqlite'), stdout);
    expect((await project.roost(['schema:dump', '--file', 'own.sqlite'])).stdout).toBe(stdout);
  });

  it('is the same bytes of a database that was made from it', async () => {
    await using project = await projectWith(migrations);
    await project.roost(['migrate']);
    const { stdout } = await project.roost(['schema:dump']);
    prepareDatabase(project.path('own.sqlite'), stdout);
    expect((await project.roost(['schema:dump', '--file', 'own.sqlite'])).stdout).toBe(stdout);
  });

  it('of a database that is not there is empty, and makes none', async () => {
    await using project = await projectWith();
    const before = await project.contents();
    expect(await project.roost(['schema:dump'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'app-db: nothing.\n',
    });
    expect(await project.contents()).toEqual(before);
  });

  it('writes a file, and leaves it where it is the same', async () => {
    await using project = await projectWith(migrations);
    await project.roost(['migrate']);
    const out = ['schema:dump', '--out', 'db/schema.sql'];
    expect(await project.roost(out)).toMatchObject({
      exitCode: 0,
      stdout: 'db/schema.sql\n',
      stderr: 'Wrote the schema of app-db: 2 tables, 1 index.\n',
    });
    expect(await readFile(project.path('db/schema.sql'), 'utf8')).toBe(schema);
    expect((await project.roost(out)).stderr).toBe(
      'Unchanged: db/schema.sql has the schema of app-db: 2 tables, 1 index.\n',
    );
    expect((await project.json(out)).result).toMatchObject({
      file: project.path('db/schema.sql'),
      written: false,
    });
    expect(await readdir(project.path('db'))).toEqual(['schema.sql']);
  });

  it('checks a file, and names what it lacks and what it has too much', async () => {
    await using project = await projectWith(migrations, {
      'schema.sql': schema,
      'crlf.sql': schema.replaceAll('\n', '\r\n'),
      'other.sql': `${schema.replace(/CREATE INDEX.*\n/, '')}CREATE TABLE c (id);\n`,
      'laid-out.sql': schema
        .replaceAll(/\(\n +/g, '(')
        .replaceAll(/,\n +/g, ', ')
        .replaceAll('\n)', ')'),
      'turned.sql': schema.split('\n\n').reverse().join('\n'),
    });
    await project.roost(['migrate']);
    const before = await project.contents();
    const check = (file: string) => project.roost(['schema:dump', '--check', file]);
    expect(await check('schema.sql')).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'schema.sql matches the schema of app-db.\n',
    });
    expect((await check('crlf.sql')).exitCode).toBe(0);
    expect(await check('other.sql')).toMatchObject({
      exitCode: 5,
      stdout: 'missing  CREATE INDEX a_b ON a (b)\nextra    CREATE TABLE c (id)\n',
      stderr:
        'other.sql does not match the schema of app-db.\nnext  run it with --out instead of --check to write it\n',
    });
    expect(await check('turned.sql')).toMatchObject({
      exitCode: 5,
      stdout: 'the same statements, in another order or with other spaces or comments\n',
    });
    expect(await check('laid-out.sql')).toMatchObject({
      exitCode: 5,
      stdout: 'the same statements, in another order or with other spaces or comments\n',
    });
    expect(await check('none.sql')).toMatchObject({
      exitCode: 5,
      stdout: '',
      stderr: 'none.sql is missing.\nnext  run it with --out instead of --check to write it\n',
    });
    expect(await project.json(['schema:dump', '--check', 'other.sql'])).toMatchObject({
      exitCode: 5,
      result: {
        current: false,
        difference: { missing: ['CREATE INDEX a_b ON a (b)'], extra: ['CREATE TABLE c (id)'] },
      },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('takes a trigger in the form that migrate:export gives it for the same', async () => {
    const table = 'CREATE TABLE a (\n  id INTEGER PRIMARY KEY\n);\n\n';
    const trigger = (body: string): string => `${table}CREATE TRIGGER t AFTER INSERT ON a ${body};\n`;
    await using project = await projectWith(
      {
        [`${nameOf(1, 'a')}.ts`]: migration(
          runs(
            'CREATE TABLE a (id INTEGER PRIMARY KEY)',
            'create trigger t AFTER INSERT ON a\nbegin\n  select case when new.id then 1 end;\nend',
          ),
        ),
      },
      {
        'same.sql': trigger('BEGIN select (CASE when new.id then 1 END); END'),
        'other.sql': trigger('BEGIN select (CASE when new.id then 2 END); END'),
      },
    );
    await project.roost(['migrate']);
    const check = async (file: string) => (await project.roost(['schema:dump', '--check', file])).exitCode;
    expect([await check('same.sql'), await check('other.sql')]).toEqual([0, 5]);
  });

  it('says of a file that cannot be written, or read, which it is', async () => {
    await using project = await projectWith(tables('a'), { 'file/inside.txt': '', plain: '' });
    const unusable = { exitCode: 1, error: { code: 'DUMP.FILE_UNUSABLE' } };
    const before = await project.contents();
    expect(await project.json(['schema:dump', '--out', 'file'])).toMatchObject(unusable);
    expect(await project.json(['schema:dump', '--out', 'plain/schema.sql'])).toMatchObject(unusable);
    expect(await project.json(['schema:dump', '--check', 'file'])).toMatchObject(unusable);
    expect(await project.contents()).toEqual(before);
  });

  it('takes either a file to write or one to check', async () => {
    await using project = await projectWith();
    expect(await project.json(['schema:dump', '--out', 'a', '--check', 'a'])).toMatchObject({
      exitCode: 2,
      error: { code: 'CLI.USAGE' },
    });
  });
});
