// roost migrate, where a migration fails: nothing of it stays, and the report says what holds
import { describe, expect, it } from 'vitest';
import { batchesIn, everythingIn, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';
import { remoteProjects } from './support/remote-project.ts';

const aRemoteProject = remoteProjects(1);

const good = [
  'CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)',
  "INSERT INTO fresh VALUES (1, 'one')",
  "UPDATE a SET note = 'changed'",
  'CREATE INDEX fresh_name ON fresh (name)',
  'DROP TABLE b',
];
const first = migration(
  runs(
    'CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)',
    'CREATE TABLE b (id INTEGER PRIMARY KEY)',
    "INSERT INTO a VALUES (1, 'kept')",
    'INSERT INTO b VALUES (1), (2)',
  ),
);
const withBad = (at: number, bad: string): string =>
  migration(runs(...good.slice(0, at), bad, ...good.slice(at)));

describe.concurrent('a migration that fails', () => {
  it.each([0, 1, 2, 3, 4, 5])('after %i good statements leaves all as it was', async (at) => {
    const failing = nameOf(2, 'failing');
    await using project = await projectWith({ [`${nameOf(1, 'first')}.ts`]: first });
    await project.roost(['migrate']);
    const before = everythingIn(project.database);
    const bad = 'INSERT INTO nowhere (x)\n VALUES (1)';
    await project.write({
      [`database/migrations/${failing}.ts`]: withBad(at, bad),
      [`database/migrations/${nameOf(3, 'later')}.ts`]: createsTable('later'),
    });
    const ended = await project.roost(['migrate']);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(everythingIn(project.database)).toBe(before);
    expect(ended.stderr).toContain(`database/migrations/${failing}.ts`);
    expect(ended.stderr).toContain(`statement ${at + 1} (INSERT INTO nowhere (x)`);
    expect(ended.stderr).toContain('no such table: nowhere');
    expect(ended.stderr).toMatch(new RegExp(`still pending: .*${nameOf(3, 'later')}`));
  });

  it.each([
    ['code of its own', '', "await db.run('CREATE TABLE b (id)');\n\n    db.runn('SELECT 1');", 6, ''],
    [
      'a read behind a write',
      '',
      "await db.run('CREATE TABLE b (id)');\n    await db.prepare('SELECT 1').all();",
      5,
      '',
    ],
    [
      'what Node cannot load',
      'withinTransaction: true as boolean,',
      '\n\n    null.column;',
      7,
      'enum A { B }\n',
    ],
    ['code outside of its functions', '', '', 1, "throw new Error('No.');\n"],
  ])('has its line named where that is known: %s', async (_, properties, up, line, ahead) => {
    const file = `${nameOf(1, 'a')}.ts`;
    await using project = await projectWith({ [file]: `${ahead}${migration(up, undefined, properties)}` });
    const { stderr } = await project.roost(['migrate']);
    expect(stderr).toContain(`\n      file: database/migrations/${file}:${line}\n`);
    expect((await project.json(['migrate'])).error?.details).toMatchObject({ line });
  });

  it('has the line of SQL shown with a caret, and what to write instead, locally and remotely', async () => {
    const file = `${nameOf(1, 'a')}.ts`;
    const up = 'await db.run(`\n      CREATE TABLE a (\n        "é" TEXT DEFAULT NOW()\n      )\n    `);';
    const said = `      file: database/migrations/${file}:6:29
        "é" TEXT DEFAULT NOW()
                            ^
      still pending: ${nameOf(1, 'a')}
next  It changed nothing: write DEFAULT CURRENT_TIMESTAMP, then run the command again.
`;
    await using local = await projectWith({ [file]: migration(up) });
    await using remote = await aRemoteProject({ [file]: migration(up) });
    const ends = [await local.roost(['migrate']), await remote.roost(['migrate', '--remote', '--force'])];
    for (const { stderr } of ends) expect(stderr.slice(-said.length)).toBe(said);
    const { error } = await local.json(['migrate']);
    expect(error?.details).toMatchObject({
      line: 6,
      column: 29,
      remedy: 'write DEFAULT CURRENT_TIMESTAMP',
    });
  });

  it.each([
    ['what fails', 'CREATE TABL b (id)'],
    ['what D1 refuses', 'VACUUM'],
  ])('has %s told once, not by lint as well', async (_, sql) => {
    await using project = await projectWith({
      ...tables('a'),
      [`${nameOf(2, 'b')}.ts`]: migration(runs(sql)),
    });
    const { stderr } = await project.roost(['migrate']);
    expect(stderr.split('\n').filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  it('leaves the earlier ones of the run applied, and says which', async () => {
    await using project = await projectWith({
      ...tables('a', 'b'),
      [`${nameOf(3, 'c')}.ts`]: migration(runs('CREATE TABLE c (id)', 'CREATE TABLE c (id)')),
      [`${nameOf(4, 'd')}.ts`]: createsTable('d'),
    });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(1);
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
    expect(batchesIn(project.database)).toEqual([
      [nameOf(1, 'a'), 1],
      [nameOf(2, 'b'), 1],
    ]);
    expect(ended.stderr).toContain(`applied before it: ${nameOf(1, 'a')}, ${nameOf(2, 'b')}`);
  });

  it('tells programs the same with --json', async () => {
    await using project = await projectWith({
      ...tables('a'),
      [`${nameOf(2, 'b')}.ts`]: migration(runs('CREATE TABLE b (id)', 'SELEC 1')),
      [`${nameOf(3, 'c')}.ts`]: createsTable('c'),
    });
    const { exitCode, error } = await project.json(['migrate']);
    expect(exitCode).toBe(1);
    expect(error?.code).toBe('MIGRATION.FAILED');
    expect(error?.details).toMatchObject({
      file: project.path(`database/migrations/${nameOf(2, 'b')}.ts`),
      statement: { number: 2, sql: 'SELEC 1' },
      report: {
        done: [{ name: nameOf(1, 'a') }],
        remaining: [{ name: nameOf(2, 'b') }, { name: nameOf(3, 'c') }],
      },
    });
    expect(error?.message).toContain('near "SELEC": syntax error');
  });

  it('is applied by the next run once it is mended', async () => {
    const file = `${nameOf(1, 'a')}.ts`;
    await using project = await projectWith({ [file]: migration(runs('CREATE TABLE a (id)', 'OOPS')) });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 1 });
    await project.write({ [`database/migrations/${file}`]: createsTable('a') });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(project.database)).toEqual([[nameOf(1, 'a'), 1]]);
  });

  it.each([
    ['an Error', "throw new Error('Kaboom.');", 'Kaboom.'],
    ['text', "throw 'plain words';", 'plain words'],
    ['nothing', 'throw undefined;', 'undefined'],
    ['a type error of its own', 'null.length;', "Cannot read properties of null (reading 'length')"],
    ['an object', 'throw { reason: 7 };', ''],
  ])('by throwing %s is reported and leaves nothing', async (_, statement, message) => {
    const up = `${runs('CREATE TABLE a (id)')}\n    ${statement}`;
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration(up) });
    const { exitCode, error } = await project.json(['migrate']);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.FAILED']);
    expect(error?.message).toContain(message);
    expect(await project.contents()).not.toHaveProperty(['.wrangler']);
  });

  it('by breaking a foreign key is refused, because D1 enforces them', async () => {
    const up = runs(
      'CREATE TABLE users (id INTEGER PRIMARY KEY)',
      'CREATE TABLE posts (user_id INTEGER NOT NULL REFERENCES users (id))',
      'INSERT INTO posts VALUES (7)',
    );
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration(up) });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('FOREIGN KEY constraint failed');
    expect(ended.stderr).toContain('statement 3');
  });

  it('only at the commit, by a deferred foreign key, leaves nothing either', async () => {
    await using project = await projectWith({
      ...tables('users'),
      [`${nameOf(2, 'posts')}.ts`]: migration(
        runs(
          'PRAGMA defer_foreign_keys = on',
          'CREATE TABLE posts (user_id INTEGER REFERENCES users (id))',
          'INSERT INTO posts VALUES (7)',
        ),
      ),
    });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('FOREIGN KEY constraint failed');
    expect(tablesIn(project.database)).toEqual(['users']);
    expect(batchesIn(project.database)).toEqual([[nameOf(1, 'users'), 1]]);
  });

  it('while it is rolled back stays applied, with all it made', async () => {
    const down = runs('DELETE FROM b', 'DROP TABLE b', 'DROP TABLE nowhere');
    await using project = await projectWith({
      ...tables('a'),
      [`${nameOf(2, 'b')}.ts`]: migration(runs('CREATE TABLE b (id)', 'INSERT INTO b VALUES (1)'), down),
      [`${nameOf(3, 'c')}.ts`]: createsTable('c'),
    });
    await project.roost(['migrate']);
    const ended = await project.roost(['migrate:rollback']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('statement 3 (DROP TABLE nowhere)');
    expect(ended.stderr).toContain(`rolled back before it: ${nameOf(3, 'c')}`);
    expect(ended.stderr).toMatch(new RegExp(`not rolled back: .*${nameOf(1, 'a')}`));
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
    expect(rowsIn(project.database, 'SELECT * FROM b')).toEqual([{ id: 1 }]);
    expect(batchesIn(project.database).map(([name]) => name)).toEqual([nameOf(1, 'a'), nameOf(2, 'b')]);
  });
});
