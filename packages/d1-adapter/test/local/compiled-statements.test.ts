// Statements stay compiled between calls, but only as long as everything that they depend on stays the same.

import { renameSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { D1Database } from '../../src/index.ts';
import { openLocalD1 } from '../../src/local.ts';
import { testFolder } from '../support/folder.ts';
import { databaseWith, openForTest, rejectionOf } from '../support/local.ts';

type Two = { readonly db: D1Database; readonly other: SqliteDatabase.Database; readonly path: string };

/** A database after running the statements, and another connection to its file. */
async function shared(...statements: readonly string[]): Promise<Two> {
  const path = join(testFolder(), 'test.sqlite');
  const db = openForTest(path);
  for (const sql of statements) await db.prepare(sql).run();
  const other = new SqliteDatabase(path);
  onTestFinished(() => void other.close());
  return { db, other, path };
}

const columns = (count: number): string =>
  Array.from({ length: count }, (_, index) => `c${index}`).join(', ');
const tooManyColumns = 'D1_ERROR: too many columns in result set: SQLITE_ERROR';

async function twice(db: D1Database, sql: string): Promise<unknown> {
  await db.prepare(sql).all();
  return (await db.prepare(sql).all()).results;
}

describe('a statement that is run again', () => {
  it('after another process has added a column has it', async () => {
    const { db, other } = await shared('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    expect(await twice(db, 'SELECT * FROM t')).toEqual([{ a: 1 }]);
    other.exec('ALTER TABLE t ADD COLUMN b DEFAULT 2');
    expect(await db.prepare('SELECT * FROM t').raw({ columnNames: true })).toEqual([
      ['a', 'b'],
      [1, 2],
    ]);
    expect((await db.prepare('SELECT * FROM t').all()).results).toEqual([{ a: 1, b: 2 }]);
  });

  it('after another process has added the 101st column is rejected, even if it never ran', async () => {
    const { db, other } = await shared(`CREATE TABLE t (${columns(100)})`, 'INSERT INTO t (c0) VALUES (1)');
    expect(await twice(db, 'SELECT * FROM t')).toHaveLength(1);
    other.exec('ALTER TABLE t ADD COLUMN c100');
    for (const sql of ['SELECT * FROM t', 'SELECT * FROM t LIMIT 1']) {
      expect((await rejectionOf(db.prepare(sql).all())).message).toBe(tooManyColumns);
    }
  });

  it('after another process has dropped and recreated its table reads the new one', async () => {
    const { db, other } = await shared('CREATE TABLE t (a, b)', 'INSERT INTO t VALUES (1, 2)');
    expect(await twice(db, 'SELECT * FROM t')).toEqual([{ a: 1, b: 2 }]);
    other.exec('DROP TABLE t; CREATE TABLE t (x); INSERT INTO t VALUES (3)');
    expect((await db.prepare('SELECT * FROM t').all()).results).toEqual([{ x: 3 }]);
    other.exec('DROP TABLE t');
    const error = await rejectionOf(db.prepare('SELECT * FROM t').all());
    expect(error.message).toBe('D1_ERROR: no such table: t: SQLITE_ERROR');
  });

  it('fails with an offset if the schema no longer has what it names', async () => {
    const { db, other, path } = await shared('CREATE TABLE t (a, b)');
    const insert = 'INSERT INTO t (a, b) VALUES (?, ?)';
    for (const value of [1, 2]) await db.prepare(insert).bind(value, value).run();
    other.exec('ALTER TABLE t DROP COLUMN b');
    const fresh = await rejectionOf(openForTest(path).prepare(insert).bind(3, 3).run());
    const again = await rejectionOf(db.prepare(insert).bind(3, 3).run());
    expect(again.message).toBe(fresh.message);
  });

  it('within a batch that changes the schema sees each change', async () => {
    const db = await databaseWith('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    await twice(db, 'SELECT * FROM t');
    const sql = ['SELECT * FROM t', 'ALTER TABLE t ADD COLUMN b', 'SELECT * FROM t'];
    const results = await db.batch([...sql, ...sql.slice(2)].map((text) => db.prepare(text)));
    expect(results.map((result) => result.results)).toEqual([
      [{ a: 1 }],
      [],
      [{ a: 1, b: null }],
      [{ a: 1, b: null }],
    ]);
  });

  it('after a batch that changed the schema and failed sees the schema as it was', async () => {
    const db = await databaseWith('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    const sql = ['ALTER TABLE t ADD COLUMN b', 'SELECT * FROM t', 'SELECT * FROM t', 'SELECT nope'];
    await rejectionOf(db.batch(sql.map((text) => db.prepare(text))));
    expect((await db.prepare('SELECT * FROM t').all()).results).toStrictEqual([{ a: 1 }]);
  });

  it('after a failed batch and another change with the same schema version sees that one', async () => {
    const { db, other } = await shared('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    const sql = ['ALTER TABLE t ADD COLUMN b', 'SELECT * FROM t', 'SELECT nope'];
    await rejectionOf(db.batch(sql.map((text) => db.prepare(text))));
    other.exec('ALTER TABLE t ADD COLUMN c DEFAULT 3');
    expect((await db.prepare('SELECT * FROM t').all()).results).toStrictEqual([{ a: 1, c: 3 }]);
  });

  it('in one query with a change of the schema is compiled when its turn comes', async () => {
    const db = await databaseWith('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    await twice(db, 'SELECT * FROM t');
    const { results } = await db.prepare('ALTER TABLE t RENAME COLUMN a TO b; SELECT * FROM t').all();
    expect(results).toEqual([{ b: 1 }]);
  });

  it('was allowed, and is rejected once the schema makes D1 reject it', async () => {
    const { db, other } = await shared('CREATE TABLE t (a)', 'INSERT INTO t VALUES (2)');
    other.exec(`CREATE VIEW v AS SELECT ${columns(1).replace('c0', 'a')} FROM t`);
    expect(await twice(db, 'SELECT * FROM v')).toEqual([{ a: 2 }]);
    other.exec(`DROP VIEW v; CREATE TABLE v (${columns(101)})`);
    expect((await rejectionOf(db.prepare('SELECT * FROM v').all())).message).toBe(tooManyColumns);
    expect((await rejectionOf(db.prepare('SELECT * FROM v').all())).message).toBe(tooManyColumns);
  });

  it('after its file was replaced continues with the file that is open, and a new database has the new one', async () => {
    const { db, other, path } = await shared('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    await twice(db, 'SELECT * FROM t');
    other.close();
    const replacement = new SqliteDatabase(`${path}.new`);
    replacement.exec('CREATE TABLE t (x, y); INSERT INTO t VALUES (8, 9)');
    replacement.close();
    renameSync(`${path}.new`, path);
    expect((await db.prepare('SELECT * FROM t').all()).results).toEqual([{ a: 1 }]);
  });

  it('after close is rejected, and is compiled again by the next database', async () => {
    const { db, other, path } = await shared('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    await twice(db, 'SELECT * FROM t');
    (db as ReturnType<typeof openForTest>).close();
    expect(await rejectionOf(db.prepare('SELECT * FROM t').all())).toMatchObject({ code: 'DATABASE.CLOSED' });
    other.exec('ALTER TABLE t ADD COLUMN b');
    expect((await openForTest(path).prepare('SELECT * FROM t').all()).results).toEqual([{ a: 1, b: null }]);
  });

  it('was read without a file, and reads the file that another process has created', async () => {
    const path = join(testFolder(), 'test.sqlite');
    const db = openForTest(path);
    expect(await twice(db, 'SELECT name FROM sqlite_schema')).toEqual([]);
    const other = new SqliteDatabase(path);
    onTestFinished(() => void other.close());
    other.exec('CREATE TABLE t (a)');
    expect(await twice(db, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 't' }]);
    await db.prepare('INSERT INTO t VALUES (1)').run();
    expect(await twice(db, 'SELECT * FROM t')).toEqual([{ a: 1 }]);
  });

  it('is one of more than the cache keeps', async () => {
    const db = await databaseWith('CREATE TABLE t (a)');
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 450; index += 1) {
        expect(await db.prepare(`SELECT ${index} AS n`).first('n')).toBe(index);
      }
    }
    const long = `SELECT '${'x'.repeat(20_000)}' AS n`;
    expect(await twice(db, long)).toEqual([{ n: 'x'.repeat(20_000) }]);
  });

  it('uses other values, none of the earlier ones, and failures in between', async () => {
    const db = await databaseWith('CREATE TABLE t (a UNIQUE, b)');
    const insert = db.prepare('INSERT INTO t VALUES (?2, :b)');
    await insert.bind(null, 1, 'one').run();
    expect((await rejectionOf(insert.bind(null, 1, 'again').run())).message).toMatch(/UNIQUE/);
    expect((await rejectionOf(insert.bind(1).run())).message).toMatch(/Wrong number/);
    await insert.bind(null, null, null).run();
    expect(await db.prepare('SELECT * FROM t').raw()).toEqual([
      [1, 'one'],
      [null, null],
    ]);
  });

  it('does not keep its table, ordinary or virtual, from being dropped', async () => {
    for (const create of ['CREATE TABLE t (a)', 'CREATE VIRTUAL TABLE t USING fts5(a)']) {
      const db = await databaseWith(create);
      for (const sql of ['INSERT INTO t VALUES (1)', 'SELECT * FROM t']) await twice(db, sql);
      await db.prepare('DROP TABLE t').run();
      expect((await rejectionOf(db.prepare('SELECT * FROM t').all())).message).toMatch(/no such table: t/);
    }
  });

  it('treats names that are special to objects as ordinary names', async () => {
    const db = await databaseWith();
    const sql = 'SELECT :__proto__ AS "__proto__", :constructor AS constructor, $2 AS "2", ?4 AS "1"';
    for (let round = 0; round < 2; round += 1) {
      const row = (await db.prepare(sql).bind('a', 'b', 'c', 'd').first()) ?? {};
      expect(Object.entries(row)).toEqual([
        ['1', 'd'],
        ['2', 'c'],
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]);
      expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    }
  });

  it('returns arrays that each caller owns', async () => {
    const db = await databaseWith();
    const statement = db.prepare('SELECT 1 AS a');
    const [names] = await statement.raw({ columnNames: true });
    names[0] = 'changed';
    expect(await statement.raw({ columnNames: true })).toEqual([['a'], [1]]);
    expect(await statement.all()).toMatchObject({ results: [{ a: 1 }] });
  });
});

describe('a statement that is run again with another schema', () => {
  it('is compiled by SQLite alone: the 390th of 400 migrations compiles its own two statements, as the 10th does', async () => {
    const db = await databaseWith('CREATE TABLE ledger (id INTEGER PRIMARY KEY, name TEXT, state TEXT)');
    const prepare = vi.spyOn(SqliteDatabase.prototype, 'prepare');
    onTestFinished(() => prepare.mockRestore());
    const compiled: string[][] = [];
    for (let index = 0; index < 400; index += 1) {
      prepare.mockClear();
      const table = `t${index}`;
      await db.batch([
        db.prepare('INSERT INTO "ledger" (name) VALUES (?)').bind(table),
        db.prepare(`CREATE TABLE ${table} (a)`),
        db.prepare(`CREATE INDEX ${table}_a ON ${table} (a)`),
        db.prepare("UPDATE ledger SET state = 'applied' WHERE name = ?").bind(table),
        db.prepare('SELECT count(*) AS n FROM ledger WHERE name = ?').bind(table),
      ]);
      compiled.push(prepare.mock.calls.map(([sql]) => sql));
    }
    for (const index of [9, 389]) {
      const table = `t${index}`;
      expect(compiled[index]).toEqual([
        `CREATE TABLE ${table} (a)`,
        `CREATE INDEX ${table}_a ON ${table} (a)`,
      ]);
    }
  });

  it('reads a name as a double-quoted string once it is no longer a column', async () => {
    const db = await databaseWith('CREATE TABLE t (a, b)', 'INSERT INTO t VALUES (1, 2)');
    const sql = 'SELECT "b" AS b FROM t';
    const results = await db.batch([sql, 'ALTER TABLE t DROP COLUMN b', sql].map((text) => db.prepare(text)));
    expect(results.map((result) => result.results)).toEqual([[{ b: 2 }], [], [{ b: 'b' }]]);
    await db.prepare('ALTER TABLE t ADD COLUMN b DEFAULT 3').run();
    expect((await db.prepare(sql).all()).results).toEqual([{ b: 3 }]);
  });

  it('fails because of its table, not because of the number of its values', async () => {
    const db = await databaseWith('CREATE TABLE t (a)');
    await db.prepare('INSERT INTO t VALUES (?)').bind(1).run();
    await db.prepare('DROP TABLE t').run();
    const error = await rejectionOf(db.prepare('INSERT INTO t VALUES (?)').bind(1, 2).run());
    expect(error.message).toBe('D1_ERROR: no such table: t: SQLITE_ERROR');
  });

  it('names its columns as the new schema does', async () => {
    const db = await databaseWith('CREATE TABLE t (A)', 'INSERT INTO t VALUES (1)');
    expect(await twice(db, 'SELECT a FROM t')).toEqual([{ A: 1 }]);
    for (const sql of ['DROP TABLE t', 'CREATE TABLE t (a)', 'INSERT INTO t VALUES (2)'])
      await db.prepare(sql).run();
    expect(await twice(db, 'SELECT a FROM t')).toEqual([{ a: 2 }]);
  });

  it('counts the changes of a trigger that was created in between', async () => {
    const db = await databaseWith('CREATE TABLE t (a)', 'CREATE TABLE log (a)');
    const insert = 'INSERT INTO t VALUES (1)';
    const trigger = 'CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END';
    const sql = [insert, insert, insert, trigger, insert, insert, insert];
    const results = await db.batch(sql.map((text) => db.prepare(text)));
    expect(results.map(({ meta }) => meta.changes)).toEqual([1, 1, 1, 0, 2, 2, 2]);
  });

  it('fails as before if SQLite cannot run it', async () => {
    const db = await databaseWith('CREATE TABLE t (a UNIQUE, b)');
    const insert = 'INSERT INTO t SELECT ?, json_extract(?, ?)';
    await db.prepare(insert).bind(1, '{}', '$.b').run();
    await db.prepare('CREATE TABLE u (a)').run();
    const malformed = await rejectionOf(db.prepare(insert).bind(2, '{', '$').run());
    expect(malformed.message).toBe('D1_ERROR: malformed JSON: SQLITE_ERROR');
    await db.prepare('CREATE TABLE v (a)').run();
    const unique = await rejectionOf(db.prepare(insert).bind(1, '{}', '$').run());
    expect(unique.message).toBe(
      'D1_ERROR: UNIQUE constraint failed: t.a: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)',
    );
    expect((await db.prepare('SELECT count(*) AS n FROM t').all()).results).toEqual([{ n: 1 }]);
  });

  it('does not run outside its transaction if a trigger has rolled that back', async () => {
    const db = await databaseWith('CREATE TABLE t (a)');
    const insert = 'INSERT INTO t VALUES (?)';
    await db.prepare(insert).bind(1).run();
    await db
      .prepare(
        "CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT RAISE(ROLLBACK, 'no') FROM t WHERE new.a = 2; END",
      )
      .run();
    expect((await rejectionOf(db.prepare(insert).bind(2).run())).message).toMatch(
      /^D1_ERROR: no: SQLITE_CONSTRAINT/,
    );
    expect((await db.prepare('SELECT a FROM t').all()).results).toEqual([{ a: 1 }]);
  });
});

describe('the changes of a statement that is run again', () => {
  it.each([
    ['a trigger', ['CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END'], 2],
    ['no trigger', [], 1],
  ])('include those of %s', async (_what, more, changes) => {
    const db = await databaseWith('CREATE TABLE t (a)', 'CREATE TABLE log (a)', ...more);
    const statements = Array.from({ length: 4 }, () => db.prepare('INSERT INTO t VALUES (?)').bind(1));
    const results = await db.batch(statements);
    expect(results.map(({ meta }) => meta.changes)).toEqual([changes, changes, changes, changes]);
    expect(results.map(({ meta }) => meta.changed_db)).toEqual([true, true, true, true]);
  });

  it('include those of a trigger that another process has created in the meantime', async () => {
    const { db, other } = await shared('CREATE TABLE t (a)', 'CREATE TABLE log (a)');
    const insert = db.prepare('INSERT INTO t VALUES (1)');
    for (const changes of [1, 1, 1]) expect((await insert.run()).meta.changes).toBe(changes);
    other.exec('CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (1), (2); END');
    for (const changes of [3, 3, 3]) expect((await insert.run()).meta.changes).toBe(changes);
  });

  it('include what a foreign key deletes', async () => {
    const db = await databaseWith(
      'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
      'CREATE TABLE child (parent REFERENCES parent ON DELETE CASCADE)',
      'INSERT INTO parent VALUES (1), (2), (3)',
      'INSERT INTO child VALUES (1), (1), (2), (3)',
    );
    const remove = (id: number) => db.prepare('DELETE FROM parent WHERE id = ?').bind(id).run();
    for (const [id, changes] of [
      [1, 3],
      [2, 2],
      [3, 2],
      [4, 0],
    ] as const) {
      expect((await remove(id)).meta.changes).toBe(changes);
    }
  });

  it('include those of the shadow tables of a virtual table', async () => {
    const db = await databaseWith('CREATE VIRTUAL TABLE words USING fts5(body)');
    const insert = (): Promise<number> =>
      db
        .prepare('INSERT INTO words VALUES (?)')
        .bind('one')
        .run()
        .then(({ meta }) => meta.changes);
    const [first, second, third] = [await insert(), await insert(), await insert()];
    expect(first).toBeGreaterThan(1);
    expect([second, third]).toEqual([first, first]);
  });

  it('do not include what a failed batch did before', async () => {
    const db = await databaseWith('CREATE TABLE t (id INTEGER PRIMARY KEY)');
    const insert = (...ids: readonly number[]) =>
      db.prepare('INSERT OR FAIL INTO t VALUES (?), (?)').bind(...ids);
    for (const ids of [
      [1, 2],
      [3, 4],
      [5, 6],
    ])
      await insert(...ids).run();
    await rejectionOf(db.batch([insert(7, 8), insert(9, 1)]));
    expect((await db.prepare('SELECT 1').all()).meta).toMatchObject({ changes: 0, changed_db: false });
    expect((await insert(7, 8).run()).meta).toMatchObject({ changes: 2, last_row_id: 8 });
  });

  it('are none if nothing changed, and are reported if only the size of the file changed', async () => {
    const db = await databaseWith('CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    const sql = [
      'UPDATE t SET a = 2 WHERE 0',
      'UPDATE t SET a = 2 WHERE 0',
      'CREATE TABLE u (a)',
      'SELECT 1',
    ];
    const results = await db.batch(sql.map((text) => db.prepare(text)));
    expect(results.map(({ meta }) => meta.changed_db)).toEqual([false, false, true, false]);
  });

  it('include the size of the file at the end of the batch', async () => {
    const db = await databaseWith('CREATE TABLE t (a)');
    const insert = 'INSERT INTO t VALUES (zeroblob(10000))';
    const results = await db.batch([insert, insert, insert].map((text) => db.prepare(text)));
    const size = (await db.prepare('SELECT 1').all()).meta.size_after;
    expect(size).toBeGreaterThan(30_000);
    expect(results.map(({ meta }) => meta.size_after)).toEqual([size, size, size]);
  });
});

describe("without D1's rules", () => {
  function ownDatabase(path: string): D1Database {
    const db = openLocalD1({ path, d1Rules: false, busyTimeoutMs: 100 });
    onTestFinished(() => db.close());
    return db;
  }

  it('a setting that is compiled in applies to statements that were compiled before it', async () => {
    const db = ownDatabase(join(testFolder(), 'own.sqlite'));
    await db.prepare('CREATE TABLE t (a)').run();
    await db.prepare("INSERT INTO t VALUES ('A')").run();
    expect(await twice(db, "SELECT a FROM t WHERE a LIKE 'a'")).toEqual([{ a: 'A' }]);
    await db.prepare('PRAGMA case_sensitive_like = ON').run();
    expect(await twice(db, "SELECT a FROM t WHERE a LIKE 'a'")).toEqual([]);
    expect(await twice(db, 'SELECT t.a FROM t')).toEqual([{ a: 'A' }]);
    await db.batch(
      ['PRAGMA short_column_names = OFF', 'PRAGMA full_column_names = ON'].map((sql) => db.prepare(sql)),
    );
    expect(await twice(db, 'SELECT t.a FROM t')).toEqual([{ 't.a': 'A' }]);
  });

  it('a table of 101 columns is read each time', async () => {
    const db = ownDatabase(join(testFolder(), 'own.sqlite'));
    await db.prepare(`CREATE TABLE t (${columns(101)})`).run();
    await db.prepare('INSERT INTO t (c0) VALUES (1)').run();
    const [row] = (await twice(db, 'SELECT * FROM t')) as readonly object[];
    expect(Object.keys(row ?? {})).toHaveLength(101);
  });

  it('a temporary table takes precedence over the one that was read', async () => {
    const db = ownDatabase(join(testFolder(), 'own.sqlite'));
    await db.prepare('CREATE TABLE t (a)').run();
    expect(await twice(db, 'SELECT * FROM t')).toEqual([]);
    await db.prepare('CREATE TEMP TABLE t AS SELECT 1 AS b').run();
    expect(await twice(db, 'SELECT * FROM t')).toEqual([{ b: 1 }]);
    await db.prepare('DROP TABLE temp.t').run();
    expect(await twice(db, 'SELECT * FROM t')).toEqual([]);
  });

  it('an attached database is read as another process has changed it', async () => {
    const folder = testFolder();
    const second = new SqliteDatabase(join(folder, 'second.sqlite'));
    onTestFinished(() => void second.close());
    second.exec('CREATE TABLE x (a); INSERT INTO x VALUES (1)');
    const db = ownDatabase(join(folder, 'own.sqlite'));
    await db.prepare('CREATE TABLE t (a)').run();
    await db.prepare(`ATTACH '${join(folder, 'second.sqlite')}' AS second`).run();
    expect(await twice(db, 'SELECT * FROM second.x')).toEqual([{ a: 1 }]);
    second.exec('ALTER TABLE x ADD COLUMN b DEFAULT 2');
    expect((await db.prepare('SELECT * FROM second.x').raw({ columnNames: true }))[0]).toEqual(['a', 'b']);
  });
});
