import { describe, expect, it } from 'vitest';
import type { D1Database } from '../../src/index.ts';
import { databaseWith, rejectionOf } from '../support/local.ts';

const good = [
  'CREATE TABLE made (a)',
  "INSERT INTO kept (id, n) VALUES (2, 'b')",
  "UPDATE kept SET n = 'changed'",
  'ALTER TABLE kept ADD COLUMN added',
  'DELETE FROM kept',
] as const;
const bad = {
  'a syntax error': 'SELEC 1',
  'an unknown table': 'INSERT INTO nope VALUES (1)',
  'a broken constraint': 'INSERT INTO kept (id, n) VALUES (1, 1), (1, 1)',
  'a refused transaction statement': 'COMMIT',
  'a wrong number of values': 'SELECT ?',
  'several statements of which the last fails': "INSERT INTO kept (id, n) VALUES (7, 'x'); SELECT nope",
  'a trigger that rolls back': 'INSERT INTO fragile VALUES (1)',
  'a conflict that rolls back': 'INSERT OR ROLLBACK INTO kept (id, n) VALUES (5, 5), (5, 5)',
} as const;

async function fragileDatabase(): Promise<D1Database> {
  return databaseWith(
    'CREATE TABLE kept (id INTEGER PRIMARY KEY, n)',
    "INSERT INTO kept (id, n) VALUES (1, 'a')",
    'CREATE TABLE fragile (a)',
    "CREATE TRIGGER breaks BEFORE INSERT ON fragile BEGIN SELECT RAISE(ROLLBACK, 'broken'); END",
  );
}

async function contentOf(db: D1Database): Promise<unknown> {
  const schema = await db.prepare('SELECT sql FROM sqlite_schema ORDER BY name').raw();
  return [schema, await db.prepare('SELECT * FROM kept').raw()];
}

describe('a batch that fails', () => {
  const positions = Array.from({ length: good.length + 1 }, (_, index) => index);
  const cases = Object.entries(bad).flatMap(([what, sql]) =>
    positions.map((position) => [what, position, sql] as const),
  );

  it.each(cases)('for %s at statement %i leaves the database as it was', async (_what, position, sql) => {
    const db = await fragileDatabase();
    const before = await contentOf(db);
    const statements = good.toSpliced(position, 0, sql as never).map((text) => db.prepare(text));
    expect(await rejectionOf(db.batch(statements))).toMatchObject({ statementIndex: position });
    expect(await contentOf(db)).toEqual(before);
    await db.prepare("INSERT INTO kept (id, n) VALUES (3, 'after')").run();
    expect(await db.prepare('SELECT count(*) AS n FROM kept').first('n')).toBe(2);
  });

  it('counts the texts without SQL, which D1 skips', async () => {
    const db = await fragileDatabase();
    const failing = db.batch(['', 'SELECT 1', ' ', 'SELECT nope'].map((sql) => db.prepare(sql)));
    expect(await rejectionOf(failing)).toMatchObject({ statementIndex: 3 });
  });

  it('because it is empty names no statement', async () => {
    const db = await fragileDatabase();
    const error = await rejectionOf(db.batch([]));
    expect(error.message).toBe('D1_ERROR: No SQL statements detected.');
    expect(error).not.toHaveProperty('statementIndex');
  });

  it('because of its COMMIT is rolled back and names no statement', async () => {
    const db = await databaseWith(
      'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
      'CREATE TABLE child (p REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)',
    );
    const error = await rejectionOf(
      db.batch([db.prepare('INSERT INTO parent VALUES (1)'), db.prepare('INSERT INTO child VALUES (9)')]),
    );
    expect(error.message).toBe(
      'D1_ERROR: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)',
    );
    expect(error).not.toHaveProperty('statementIndex');
    expect(await db.prepare('SELECT * FROM parent').raw()).toEqual([]);
    await db.batch([db.prepare('INSERT INTO child VALUES (1)'), db.prepare('INSERT INTO parent VALUES (1)')]);
    expect(await db.prepare('SELECT * FROM child').raw()).toEqual([[1]]);
  });

  it('keeps SQLite’s own error as the cause of the cause', async () => {
    const db = await fragileDatabase();
    const error = await rejectionOf(db.batch([db.prepare('INSERT INTO kept (id) VALUES (1)')]));
    expect(error.cause).toMatchObject({ message: expect.stringMatching(/^UNIQUE constraint failed/) });
    expect((error.cause as Error).cause).toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  });
});

describe('a batch', () => {
  it('accepts a statement that another database prepared', async () => {
    const [db, other] = [await fragileDatabase(), await fragileDatabase()];
    await db.batch([other.prepare('INSERT INTO kept (id) VALUES (?)').bind(8)]);
    expect(await db.prepare('SELECT id FROM kept').raw()).toEqual([[1], [8]]);
    expect(await other.prepare('SELECT id FROM kept').raw()).toEqual([[1]]);
  });

  it('runs its reads within the write, once it is known to write', async () => {
    const db = await fragileDatabase();
    const [read, , again] = await db.batch([
      db.prepare('SELECT count(*) AS n FROM kept'),
      db.prepare('INSERT INTO kept (id) VALUES (8)'),
      db.prepare('SELECT count(*) AS n FROM kept'),
    ]);
    expect([read?.results, again?.results]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  });

  it('forgets deferred foreign keys when it is over', async () => {
    const db = await databaseWith(
      'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
      'CREATE TABLE child (p REFERENCES parent (id))',
    );
    const sql = [
      'PRAGMA defer_foreign_keys = ON',
      'INSERT INTO child VALUES (1)',
      'INSERT INTO parent VALUES (1)',
    ];
    await db.batch(sql.map((text) => db.prepare(text)));
    expect((await rejectionOf(db.prepare('INSERT INTO child VALUES (2)').run())).message).toMatch(
      /FOREIGN KEY/,
    );
  });

  it('rejects what is not a statement', async () => {
    const db = await fragileDatabase();
    await expect(db.batch(['SELECT 1' as never])).rejects.toThrow(TypeError);
  });
});
