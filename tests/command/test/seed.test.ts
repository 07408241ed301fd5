// roost db:seed, make:seeder, and --seed
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everythingIn, prepareDatabase, rowsIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { emptyProject, type Files, projectWith, wranglerConfig } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const createUsers = {
  [`${nameOf(1, 'users')}.ts`]: migration(
    runs('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, n)'),
    runs('DROP TABLE users'),
  ),
};

/** A project with the table `users`, not applied yet, and these seeders by file name. */
function seededProject(seeders: Files) {
  const files = Object.entries(seeders).map(([name, text]) => [`database/seeders/${name}`, text]);
  return projectWith(createUsers, Object.fromEntries(files));
}

function seeder(body: string): string {
  return `export default {\n  async run(db) {\n    ${body}\n  },\n};\n`;
}

const insert = (id: number) => `INSERT INTO users (id, name) VALUES (${id}, 'u${id}')`;
const ada = '{ "users": [{ "id": 1, "name": "Ada" }] }';
const selectUsers = 'SELECT id, name FROM users ORDER BY id';

describe.concurrent('roost db:seed', () => {
  it('runs all seeders in the order of their numbers and names, and again with the same result', async () => {
    await using project = await seededProject({
      'b.sql': `BEGIN;\n${insert(3)} ON CONFLICT DO NOTHING;\nCOMMIT;\n`,
      'a.json': ada,
      '10_last.mjs': seeder(runs(`${insert(2)} ON CONFLICT DO NOTHING`)),
      '9_first.ts': 'export default { async run() {} };',
      '_helper.ts': 'throw new Error();',
      'README.md': '',
    });
    await project.roost(['migrate']);
    const ended = await project.roost(['db:seed']);
    expect([ended.exitCode, ended.stdout]).toEqual([0, '']);
    expect(withoutTimes(ended.stderr)).toBe(
      'Seeding app-db: 4 seeders\n  seed 9_first <time> (no statements)\n  seed 10_last <time>\n  seed a <time>\n  seed b <time>\n' +
        'Ran 4 seeders (<time>).\n',
    );
    expect(rowsIn(project.database, selectUsers)).toEqual([
      { id: 1, name: 'Ada' },
      { id: 2, name: 'u2' },
      { id: 3, name: 'u3' },
    ]);
    const before = everythingIn(project.database);
    expect((await project.json(['db:seed'])).result).toMatchObject({
      done: [{ name: '9_first' }, { name: '10_last' }, { name: 'a' }, { name: 'b' }],
      remaining: [],
    });
    expect(everythingIn(project.database)).toBe(before);
  });

  it('runs those that are named, with or without a number, in the order of the folder', async () => {
    await using project = await seededProject({
      '01_a.sql': insert(1),
      '02_b.sql': insert(2),
      '03_c.sql': insert(3),
    });
    await project.roost(['migrate']);
    const { result } = await project.json(['db:seed', 'c', '01_a']);
    expect(result?.['done']).toMatchObject([{ name: '01_a' }, { name: '03_c' }]);
    await project.write({ 'database/seeders/4-b.sql': '' });
    const errors = await Promise.all(['d', 'b'].map((name) => project.json(['db:seed', name])));
    expect(errors.map(({ exitCode, error }) => [exitCode, error?.code, error?.message])).toEqual([
      [2, 'SEEDERS.NOT_FOUND', "There is no seeder 'd'."],
      [2, 'SEEDERS.NOT_FOUND', "'b' matches several seeders: '02_b', '4-b'."],
    ]);
  });

  it('keeps every value of JSON, whatever it is', async () => {
    await using project = await seededProject({
      'users.json':
        '\uFEFF{ "users": [{ "id": 9007199254740993, "name": "x", "n": 1.0 }, { "id": 2, "name": "y", "n": { "a": [9007199254740993, true] } },' +
        ' { "id": 3, "name": "z", "n": false }, { "id": 4, "name": "é\\n", "n": null }, { "id": 5, "name": "" }] }',
    });
    await project.roost(['migrate', '--seed']);
    expect(
      rowsIn(
        project.database,
        'SELECT CAST(id AS TEXT) AS id, name, quote(n) AS n FROM users ORDER BY users.id',
      ),
    ).toEqual([
      { id: '2', name: 'y', n: `'{"a":[9007199254740993,true]}'` },
      { id: '3', name: 'z', n: '0' },
      { id: '4', name: 'é\n', n: 'NULL' },
      { id: '5', name: '', n: 'NULL' },
      { id: '9007199254740993', name: 'x', n: '1.0' },
    ]);
  });

  it('seeds any JSON twice with the same result', async () => {
    await using project = await seededProject({});
    await project.roost(['migrate']);
    const row = fc.record(
      { id: fc.integer(), name: fc.string(), n: fc.jsonValue() },
      { requiredKeys: ['id', 'name'] },
    );
    const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (users) => {
        await project.write({ 'database/seeders/users.json': JSON.stringify({ users }) });
        expect((await project.roost(['db:seed'])).exitCode).toBe(0);
        const before = everythingIn(project.database);
        expect((await project.roost(['db:seed'])).exitCode).toBe(0);
        expect(everythingIn(project.database)).toBe(before);
      }),
      { numRuns: 15 },
    );
  });

  it.each<[string, string]>([
    ['{ "users": [', 'Cannot seed from'],
    ['{ "users": [{ "id": 1, "id": 2 }] }', "'id' occurs twice in one object"],
    ['{ "users": [], "users": [] }', "'users' occurs twice in one object"],
    ['{ "users": [{ "id": 9223372036854775808 }] }', 'SQLite cannot store 9223372036854775808 exactly'],
    ['{ "users": [{ "id": 1, "n": 1e999 }] }', 'SQLite cannot store 1e999 exactly'],
    ['{ "users": { "id": 1 } }', "the rows of 'users' are not a list"],
    ['[1]', 'it is not an object of table and rows'],
    ['null', 'it is not an object of table and rows'],
    ['{ "users": [1] }', "in 'users', row 1 is not an object of column and value"],
    ['{ "users": [{ "name": "Ada" }] }', "in 'users', row 1 has no 'id', which is part of the key"],
    ['{ "users": [{ "id": 1, "nam": "Ada" }] }', "in 'users', no column 'nam' can be written to"],
    ['{ "user": [] }', "there is no table 'user'"],
  ])('refuses %s before any seeder has written', async (json, problem) => {
    await using project = await seededProject({ '1_ok.sql': insert(1), '2_bad.json': json });
    await project.roost(['migrate']);
    const { exitCode, error } = await project.json(['db:seed']);
    expect([exitCode, error?.message]).toEqual([2, expect.stringContaining(problem)]);
    expect(error?.details['file']).toBe(project.path('database/seeders/2_bad.json'));
    expect(rowsIn(project.database, selectUsers)).toEqual([]);
  });

  it('that fails names the seeder, its line, and what was seeded and what was not', async () => {
    await using project = await seededProject({
      '1_ok.sql': insert(1),
      '2_bad.ts': seeder(`${runs(insert(2))}\n    ${runs(insert(1))}`),
      '3_left.sql': insert(3),
    });
    await project.roost(['migrate']);
    const ended = await project.roost(['db:seed']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('  seed 2_bad failed\n');
    expect(ended.stderr).toContain(
      `error Seeding '2_bad' failed at statement 2 (${insert(1)}): D1_ERROR: UNIQUE constraint failed`,
    );
    expect(ended.stderr).toContain(
      `      file: database/seeders/2_bad.ts:4:42\n        ${insert(1)}\n                           ^\n` +
        '      seeded before it: 1_ok\n      not seeded: 2_bad, 3_left\n' +
        'next  It changed nothing: fix it and run roost db:seed; seeders that have run already may run again.\n',
    );
    expect(rowsIn(project.database, selectUsers)).toEqual([{ id: 1, name: 'u1' }]);
  });

  it('pretends: prints the SQL and writes nothing', async () => {
    await using project = await seededProject({ '1_a.sql': `${insert(1)};`, '2_b.json': ada });
    await project.roost(['migrate']);
    const before = await project.contents();
    const ended = await project.roost(['db:seed', '--pretend']);
    expect(ended.stdout).toContain(
      `-- seed 1_a\n${insert(1)};\n\n-- seed 2_b\nINSERT INTO "users" ("id", "name") `,
    );
    expect(ended.stdout).toContain(`'[[1,"Ada"]]'`);
    expect(ended.stderr).toBe('Dry run: nothing was written.\n');
    expect(await project.contents()).toEqual(before);
  });

  it('says that there is no folder, or nothing in it, and makes no database', async () => {
    await using project = await emptyProject({ 'wrangler.jsonc': wranglerConfig });
    const before = await project.contents();
    const { exitCode, error } = await project.json(['db:seed']);
    expect([exitCode, error?.code]).toEqual([2, 'SEEDERS.FOLDER_MISSING']);
    expect(error?.hint).toContain('roost make:seeder <name>');
    expect(await project.contents()).toEqual(before);
    await project.write({ 'database/seeders/_helper.ts': '' });
    expect(await project.roost(['db:seed'])).toMatchObject({ exitCode: 0, stderr: 'Nothing to seed.\n' });
  });

  it.each<[Files, string, string]>([
    [{ 'a.ts': '', 'a.sql': '' }, 'SEEDERS.NAME_DUPLICATE', "'a.sql', 'a.ts'"],
    [{ 'a.test.ts': '' }, 'SEEDERS.NAME_INVALID', "'a.test.ts'"],
    [{ 'a b.json': '' }, 'SEEDERS.NAME_INVALID', "'a b.json'"],
    [{ 'a.tsx': '' }, 'SEEDERS.NAME_INVALID', "'a.tsx'"],
    [{ 'a.ts': 'export const run = 1;' }, 'SEED.INVALID', 'it has no default export'],
    [{ 'a.ts': 'throw new Error("boo");' }, 'MIGRATION.IMPORT_THREW', 'boo'],
    [{ 'a.ts': 'export default {' }, 'MIGRATION.SYNTAX', 'line 1'],
  ])('refuses %j', async (files, code, text) => {
    await using project = await seededProject(files);
    const { exitCode, error } = await project.json(['db:seed']);
    expect([exitCode, error?.code, error?.message]).toEqual([2, code, expect.stringContaining(text)]);
  });

  it('finds the folder of --seeders or roost.json, and seeds any file', async () => {
    await using project = await projectWith(
      {},
      { 'seeds/a.sql': insert(1), 'roost.json': '{ "seeders": "seeds" }' },
    );
    prepareDatabase(project.path('own.sqlite'), 'CREATE TABLE users (id INTEGER PRIMARY KEY, name)');
    const own = ['--file', 'own.sqlite'];
    expect((await project.roost(['db:seed', ...own])).stderr).toContain('Seeding own.sqlite: 1 seeder\n');
    await project.write({ 'more/b.sql': insert(2) });
    await project.roost(['db:seed', ...own, '--seeders', 'more']);
    expect(rowsIn(project.path('own.sqlite'), selectUsers)).toHaveLength(2);
  });
});

describe.concurrent('--seed', () => {
  it.each([['migrate'], ['migrate:fresh'], ['migrate:reset'], ['migrate:refresh']])(
    'runs the seeders after %s',
    async (command) => {
      await using project = await seededProject({ 'users.json': ada });
      const { result } = await project.json([command, '--seed']);
      expect(result).toMatchObject({ seeded: { done: [{ name: 'users' }], remaining: [] } });
      await project.roost([command, '--seed']);
      expect(rowsIn(project.database, selectUsers)).toEqual([{ id: 1, name: 'Ada' }]);
    },
  );

  it('shows both, and names the seeders in a dry run', async () => {
    await using project = await seededProject({ 'users.json': ada, 'more.sql': insert(2) });
    const pretended = await project.roost(['migrate:fresh', '--seed', '--pretend']);
    expect(pretended.stderr).toBe(
      'Dry run: nothing was written.\nThen it would run 2 seeders: more, users.\n',
    );
    const ended = await project.roost(['migrate:fresh', '--seed']);
    expect(withoutTimes(ended.stderr)).toBe(
      `Starting over on app-db: 1 migration\n  drop nothing <time>\n  up   ${nameOf(1, 'users')} <time>\n` +
        'Seeding app-db: 2 seeders\n  seed more <time>\n  seed users <time>\n' +
        'Dropped nothing, applied 1 migration (<time>).\nRan 2 seeders (<time>).\n',
    );
  });

  it('refuses a seeder that cannot be loaded before the migrations run', async () => {
    await using project = await seededProject({ 'users.json': ada });
    await project.roost(['migrate', '--seed']);
    await project.write({ 'database/seeders/bad.json': '{' });
    const before = everythingIn(project.database);
    expect((await project.json(['migrate:fresh', '--seed'])).error?.code).toBe('SEEDERS.JSON_INVALID');
    expect(everythingIn(project.database)).toBe(before);
  });

  it('that fails says what was migrated too', async () => {
    await using project = await seededProject({ 'bad.sql': 'INSERT INTO nowhere VALUES (1)' });
    const ended = await project.roost(['migrate', '--seed']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain(`      applied before it: ${nameOf(1, 'users')}\n      not seeded: bad\n`);
    expect(ended.stderr).toContain('run roost migrate first.\n');
  });
});

describe.concurrent('roost make:seeder', () => {
  it('writes a seeder that runs, and never overwrites one', async () => {
    await using project = await projectWith(createUsers);
    await project.roost(['migrate']);
    const made = await project.roost(['make:seeder', 'DemoUsers']);
    expect(made).toMatchObject({ exitCode: 0, stdout: 'database/seeders/demo_users.ts\n', stderr: '' });
    expect(readFileSync(project.path('database/seeders/demo_users.ts'), 'utf8')).toContain(
      'satisfies Seeder',
    );
    expect((await project.roost(['db:seed'])).stderr).toContain('  seed demo_users ');
    await project.write({ 'database/seeders/01_countries.sql': '' });
    const before = await project.contents();
    for (const name of ['demo_users', '01 countries']) {
      expect((await project.json(['make:seeder', name])).error?.code).toBe('SEEDERS.NAME_TAKEN');
    }
    for (const name of ['../up', 'é', '-']) {
      expect((await project.json(['make:seeder', '--', name])).error?.code).toBe('SEEDERS.NAME_INVALID');
    }
    expect(await project.contents()).toEqual(before);
  });
});
