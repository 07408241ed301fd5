// --pretend: the SQL on stdout, and not one byte written
import { describe, expect, it } from 'vitest';
import { prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';

describe.concurrent('--pretend', () => {
  it('prints the SQL of every pending migration in order and makes no database', async () => {
    await using project = await projectWith({
      ...tables('a'),
      [`${nameOf(2, 'b')}.ts`]: migration(
        `await db.prepare('INSERT INTO a VALUES (?)').bind(42).run(); ${runs('CREATE TABLE b (id)')}`,
      ),
    });
    const before = await project.contents();
    const ended = await project.roost(['migrate', '--pretend']);
    expect(ended.exitCode).toBe(0);
    const order = [
      nameOf(1, 'a'),
      'CREATE TABLE a (id INTEGER PRIMARY KEY);',
      nameOf(2, 'b'),
      'INSERT INTO a VALUES (42.0);',
      'CREATE TABLE b (id);',
    ].map((text) => ended.stdout.indexOf(text));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((x, y) => x - y));
    expect(await project.contents()).toEqual(before);
  });

  it('says of a migration that runs nothing that it does', async () => {
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration('') });
    const { stdout } = await project.roost(['migrate', '--pretend']);
    expect(stdout).toBe(`-- up ${nameOf(1, 'a')}\n-- no statements\n`);
  });

  it('writes nothing to a database that is there, not even a ledger', async () => {
    await using project = await projectWith(tables('b'), { 'db/keep': '' });
    prepareDatabase(project.path('db/app.sqlite'), 'CREATE TABLE own (id); INSERT INTO own VALUES (1)');
    const before = await project.contents();
    const ended = await project.roost(['migrate', '--pretend', '--file', 'db/app.sqlite']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('CREATE TABLE b') });
    expect(await project.contents()).toEqual(before);
  });

  it('prints a script that SQLite runs to the same schema', async () => {
    const trigger =
      'CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a WHERE id = 0; -- ; not the end\nEND';
    await using project = await projectWith(
      { ...tables('a'), [`${nameOf(2, 'b')}.ts`]: migration(runs(trigger, 'CREATE TABLE b (id) -- last')) },
      { 'db/keep': '' },
    );
    const { stdout } = await project.roost(['migrate', '--pretend']);
    prepareDatabase(project.path('db/copy.sqlite'), stdout);
    expect(tablesIn(project.path('db/copy.sqlite'))).toEqual(['a', 'b']);
  });

  it('writes the values into the SQL, which then writes the same as the migration', async () => {
    const values = `"it's", null, 0.1, -1e300, new Uint8Array([0, 255]).buffer, true, 'two\\nlines; -- \\r'`;
    const up = `${runs('CREATE TABLE a (t, n, f, e, b, i INT, l)')}
    await db.prepare('INSERT INTO a VALUES (?, ?, ?, ?, ?, ?, ?)').bind(${values}).run();`;
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration(up) }, { 'db/keep': '' });
    const { stdout } = await project.roost(['migrate', '--pretend']);
    prepareDatabase(project.path('db/copy.sqlite'), stdout);
    await project.roost(['migrate', '--file', 'db/app.sqlite']);
    const select = 'SELECT *, typeof(t), typeof(f), typeof(e), typeof(b), typeof(i) FROM a';
    expect(rowsIn(project.path('db/copy.sqlite'), select)).toEqual(
      rowsIn(project.path('db/app.sqlite'), select),
    );
  });

  it('shows the values of a statement beside it that do not fit its parameters', async () => {
    const up = "await db.prepare('INSERT INTO a VALUES (?)').bind(1, 2).run();";
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration(up) });
    const { stdout } = await project.roost(['migrate', '--pretend']);
    expect(stdout).toContain('INSERT INTO a VALUES (?); -- values: 1, 2\n');
  });

  it('lets a migration read the database as it is', async () => {
    const up = `const { results } = await db.prepare('SELECT id FROM own ORDER BY id').all();
    for (const { id } of results) await db.prepare('UPDATE own SET id = ? WHERE id = ?').bind(id + 10, id).run();`;
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration(up) }, { 'db/keep': '' });
    prepareDatabase(project.path('db/app.sqlite'), 'CREATE TABLE own (id); INSERT INTO own VALUES (1), (2)');
    const before = await project.contents();
    const ended = await project.json(['migrate', '--pretend', '--file', 'db/app.sqlite']);
    expect(ended.result).toMatchObject({
      pretend: true,
      steps: [{ statements: [{ values: [11, 1] }, { values: [12, 2] }] }],
    });
    expect(await project.contents()).toEqual(before);
  });

  it('says which SQL cannot be known, where a migration reads what an earlier one would write', async () => {
    const up = `await db.prepare('SELECT count(*) FROM a').first(); ${runs('CREATE TABLE b (id)')}`;
    await using project = await projectWith({ ...tables('a'), [`${nameOf(2, 'b')}.ts`]: migration(up) });
    const ended = await project.roost(['migrate', '--pretend']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toContain('CREATE TABLE a');
    expect(ended.stdout).toMatch(new RegExp(`${nameOf(2, 'b')}\\n-- unknown`));
    expect(ended.stdout).not.toContain('CREATE TABLE b');
  });

  it('says that there is nothing, where nothing is pending or applied', async () => {
    await using project = await projectWith({ 'README.md': '' });
    for (const command of ['migrate', 'migrate:rollback', 'migrate:reset']) {
      const ended = await project.roost([command, '--pretend']);
      expect(ended).toMatchObject({ exitCode: 0, stdout: '', stderr: expect.stringContaining('Nothing') });
    }
  });

  it('prints the SQL of a roll-back, newest first, and rolls nothing back', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    const before = await project.contents();
    const { stdout, exitCode } = await project.roost(['migrate:rollback', '--pretend']);
    expect(exitCode).toBe(0);
    expect(stdout.indexOf('DROP TABLE b;')).toBeGreaterThan(-1);
    expect(stdout.indexOf('DROP TABLE a;')).toBeGreaterThan(stdout.indexOf('DROP TABLE b;'));
    expect(await project.contents()).toEqual(before);
  });

  it('prints the SQL of a reset, down and up, and resets nothing', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    await project.write({ [`database/migrations/${nameOf(2, 'b')}.ts`]: createsTable('b') });
    const before = await project.contents();
    const { stdout, exitCode } = await project.roost(['migrate:reset', '--pretend']);
    expect(exitCode).toBe(0);
    const statements = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('--'));
    expect(statements).toEqual([
      'DROP TABLE a;',
      'CREATE TABLE a (id INTEGER PRIMARY KEY);',
      'CREATE TABLE b (id INTEGER PRIMARY KEY);',
    ]);
    expect(await project.contents()).toEqual(before);
  });

  it('refuses the roll-back that the real run would refuse', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.ts`]: migration(runs('CREATE TABLE a (id)')),
    });
    await project.roost(['migrate']);
    const ended = await project.json(['migrate:rollback', '--pretend']);
    expect(ended).toMatchObject({ exitCode: 1, error: { code: 'MIGRATION.IRREVERSIBLE' } });
  });
});
