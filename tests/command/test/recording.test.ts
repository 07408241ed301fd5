// What a migration can do with its database, and what a recorded one may not
import { describe, expect, it } from 'vitest';
import { batchesIn, rowsIn, tablesIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const name = nameOf(2, 'second');
const seed = migration(
  runs('CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT)', "INSERT INTO a VALUES (1, 'one'), (2, 'two')"),
);

/** A project whose first migration makes table `a` with two rows, and whose second has this `up`. */
function second(up: string): Promise<Project> {
  return projectWith({ [`${nameOf(1, 'seed')}.ts`]: seed, [`${name}.ts`]: migration(up) });
}

const script = `CREATE TABLE log (v TEXT); -- one; two
/* ; */
CREATE TRIGGER a_log AFTER INSERT ON a WHEN new.id > 0 BEGIN
  INSERT INTO log VALUES ('a;b');
  INSERT INTO log SELECT CASE WHEN new.id = 3 THEN 'end;' ELSE 'x' END;
END;
INSERT INTO a VALUES (3, 'it''s; "three"');
`;

describe.concurrent('a recorded migration', () => {
  it.each([
    ['run', "await db.prepare('INSERT INTO a VALUES (3, ?)').bind('x').run();"],
    ['all', "await db.prepare('INSERT INTO a VALUES (3, ?)').bind('x').all();"],
    ['this.db.run', "await this.db.run('INSERT INTO a VALUES (3, ?)', 'x');"],
    ['batch', "await db.batch([db.prepare('INSERT INTO a VALUES (3, ?)').bind('x')]);"],
    ['exec', 'await db.exec("INSERT INTO a VALUES (3, \'x\')");'],
    ['a session', "await db.withSession().prepare('INSERT INTO a VALUES (3, ?)').bind('x').run();"],
    [
      "a session's batch",
      "const s = db.withSession('first-primary'); await s.batch([s.prepare(\"INSERT INTO a VALUES (3, 'x')\")]);",
    ],
    [
      'two statements in one text',
      'await db.prepare("DELETE FROM a WHERE id = 3; INSERT INTO a VALUES (3, ?)").bind(\'x\').run();',
    ],
    ['a numbered parameter', "await db.prepare('INSERT INTO a VALUES (?2, ?1)').bind('x', 3).run();"],
    ['a call that nobody awaits', 'db.prepare("INSERT INTO a VALUES (3, \'x\')").run();'],
  ])('writes through %s', async (_, up) => {
    await using project = await second(up);
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT * FROM a WHERE id = 3')).toEqual([{ id: 3, v: 'x' }]);
  });

  it.each([
    ['all', "(await db.prepare('SELECT v FROM a WHERE id = ?').bind(2).all()).results[0].v"],
    ['run', "(await db.prepare('SELECT v FROM a WHERE id = ?').bind(2).run()).results[0].v"],
    ['first', "(await db.prepare('SELECT * FROM a WHERE id = 2').first()).v"],
    ['first with a column', "await db.prepare('SELECT * FROM a WHERE id = 2').first('v')"],
    ['raw', "(await db.prepare('SELECT v FROM a WHERE id = 2').raw())[0][0]"],
    [
      'raw with column names',
      "(await db.prepare('SELECT v FROM a WHERE id = 2').raw({ columnNames: true }))[1][0]",
    ],
    ['batch', "(await db.batch([db.prepare('SELECT v FROM a WHERE id = 2')]))[0].results[0].v"],
    ['a session', "await db.withSession().prepare('SELECT v FROM a WHERE id = 2').first('v')"],
    ['a pragma', "(await db.prepare('PRAGMA table_info(a)').all()).results.length === 2 ? 'two' : 'other'"],
  ])('reads through %s, then writes what it has read', async (_, read) => {
    await using project = await second(
      `const value = ${read}; await db.prepare('INSERT INTO a VALUES (3, ?)').bind(value).run();`,
    );
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT v FROM a WHERE id = 3')).toEqual([{ v: 'two' }]);
  });

  it('runs a script of several lines with triggers, comments and strings with semicolons', async () => {
    await using project = await second(`await db.exec(${JSON.stringify(script)});`);
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT v FROM a WHERE id = 3')).toEqual([{ v: 'it\'s; "three"' }]);
    expect(rowsIn(project.database, 'SELECT v FROM log')).toEqual([{ v: 'a;b' }, { v: 'end;' }]);
  });

  it('keeps the order of calls that run at once', async () => {
    await using project = await second(
      `await Promise.all([3, 4, 5].map((id) => db.prepare('INSERT INTO a VALUES (?, ?)').bind(id, 'n' + id).run()));`,
    );
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT id FROM a ORDER BY rowid')).toHaveLength(5);
  });

  it.each([
    ['all', "await db.prepare('SELECT * FROM a').all();"],
    ['first', "await db.prepare('SELECT * FROM a').first();"],
    ['a batch', "await db.batch([db.prepare('SELECT * FROM a')]);"],
    ['a read whose refusal it swallows', "try { await db.prepare('SELECT * FROM a').all(); } catch {}"],
    ['a read that nobody awaits', "db.prepare('SELECT * FROM a').all().catch(() => {});"],
  ])('that reads after a write, by %s, is refused and told three ways out', async (_, read) => {
    await using project = await second(`${runs("INSERT INTO a VALUES (3, 'x')")} ${read}`);
    const { exitCode, error } = await project.json(['migrate']);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.FAILED']);
    expect(error).toMatchObject({ cause: { code: 'RECORDING.READ_AFTER_WRITE' } });
    expect(error?.message).toContain('SELECT * FROM a');
    expect(error?.hint).toMatch(/Read before you write; .*SQL.*; .*withinTransaction: false/);
    expect(batchesIn(project.database)).toHaveLength(1);
    expect(rowsIn(project.database, 'SELECT * FROM a')).toHaveLength(2);
  });

  it.each([
    ['meta', 'const r = await db.prepare("INSERT INTO a VALUES (3, \'x\')").run(); r.meta.last_row_id;'],
    [
      'results',
      'const r = await db.prepare("INSERT INTO a VALUES (3, \'x\') RETURNING v").run(); r.results.length;',
    ],
    ['RETURNING rows', "await db.prepare(\"INSERT INTO a VALUES (3, 'x') RETURNING id\").first('id');"],
    ['raw rows', 'await db.prepare("INSERT INTO a VALUES (3, \'x\') RETURNING id").raw();'],
    [
      "a batch's meta",
      'const [r] = await db.batch([db.prepare("INSERT INTO a VALUES (3, \'x\')")]); r.meta.changes;',
    ],
  ])('does not know the result of a write: %s', async (_, up) => {
    await using project = await second(up);
    const { exitCode, error } = await project.json(['migrate']);
    expect(exitCode).toBe(1);
    expect(error).toMatchObject({ cause: { code: 'RECORDING.RESULT_UNKNOWN' } });
    expect(rowsIn(project.database, 'SELECT * FROM a')).toHaveLength(2);
  });

  it.each([
    ['a read that nobody awaits', "db.prepare('SELECT 1').all();", 'RECORDING.UNAWAITED'],
    [
      'a loop whose reads and writes nobody awaits',
      "[1, 2].forEach(async (n) => { await db.prepare('SELECT 1').all(); await db.prepare('CREATE TABLE t' + n + ' (id)').run(); });",
      'RECORDING.UNAWAITED',
    ],
    ['BEGIN', "await db.prepare('BEGIN').run();", 'RECORDING.TRANSACTION'],
    ['COMMIT in a script', "await db.exec('CREATE TABLE b (id);\\nCOMMIT;');", 'RECORDING.TRANSACTION'],
    ['dump()', 'await db.dump();', 'RECORDING.UNSUPPORTED'],
  ])('may not do this: %s', async (_, up, code) => {
    await using project = await second(up);
    const { exitCode, error } = await project.json(['migrate']);
    expect(exitCode).toBe(1);
    expect(error).toMatchObject({ code: 'MIGRATION.FAILED', cause: { code } });
    expect(tablesIn(project.database)).toEqual(['a']);
    expect(batchesIn(project.database)).toHaveLength(1);
  });

  it('whose write comes after it has returned is no success', async () => {
    await using project = await second("setTimeout(() => db.prepare('CREATE TABLE late (id)').run());");
    await project.write({
      [`database/migrations/${nameOf(3, 'slow')}.ts`]: migration(
        'await new Promise((r) => setTimeout(r, 20));',
      ),
    });
    const { exitCode, error } = await project.spawnJson(['migrate']);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.UNHANDLED_REJECTION']);
    expect(error?.message).toContain('CREATE TABLE late');
  });

  it.each([
    ['an object', '{ x: 1 }'],
    ['undefined', 'undefined'],
    ['a Date', 'new Date(0)'],
    ['a bigint', '1n'],
  ])('cannot bind %s, as in D1', async (_, value) => {
    await using project = await second(
      `await db.prepare('INSERT INTO a VALUES (3, ?)').bind(${value}).run();`,
    );
    const ended = await project.roost(['migrate']);
    expect(ended).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('D1_TYPE_ERROR') });
    expect(rowsIn(project.database, 'SELECT * FROM a')).toHaveLength(2);
  });

  it.each([
    ['never settles', 'await new Promise(() => {});'],
    ['calls process.exit(0)', 'process.exit(0);'],
  ])('that %s is no success, and leaves nothing', async (_, end) => {
    await using project = await second(`${runs('CREATE TABLE b (id)')} ${end}`);
    const ended = await project.spawnRoost(['migrate']);
    expect(ended).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('ended before roost was done'),
    });
    expect(tablesIn(project.database)).toEqual(['a']);
    expect(batchesIn(project.database)).toHaveLength(1);
  });

  it('whose forgotten promise fails is no success', async () => {
    await using project = await second("Promise.reject(new Error('nobody listens'));");
    const { exitCode, error } = await project.spawnJson(['migrate']);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.UNHANDLED_REJECTION']);
    expect(error?.message).toContain('nobody listens');
  });
});
