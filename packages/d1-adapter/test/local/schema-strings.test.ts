// A schema with double-quoted strings, as D1 stored it in the file.

import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { D1Database } from '../../src/index.ts';
import { wranglerDatabaseFile } from '../../src/index.ts';
import { openLocalD1 } from '../../src/local.ts';
import { testFolder } from '../support/folder.ts';
import { databaseWith, openForTest, rejectionOf } from '../support/local.ts';
import { referenceDatabase, startReference } from '../support/reference.ts';

const schema = [
  'CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT DEFAULT "d" CHECK (s IN ("on", "off", "d")), z)',
  'CREATE TABLE u (a)',
  'CREATE TABLE log (l)',
  'CREATE INDEX i ON t (s || "!") WHERE s <> "off"',
  'CREATE VIEW v AS SELECT "abc" AS x, s FROM t WHERE s <> "off"',
  'CREATE TRIGGER g AFTER INSERT ON u WHEN new.a <> "skip" BEGIN INSERT INTO log VALUES ("it\'s"); END',
];

/** A file that D1 created, opened by the local driver. */
async function madeByD1(): Promise<D1Database> {
  const persistRoot = testFolder();
  const miniflare = startReference(['site'], join(persistRoot, 'v3'));
  onTestFinished(() => miniflare.dispose());
  const theirs = await referenceDatabase(miniflare, 'site');
  await theirs.batch(schema.map((sql) => theirs.prepare(sql)));
  return openForTest(wranglerDatabaseFile({ persistRoot, databaseId: 'site' }));
}

const definitionsIn = async (db: D1Database): Promise<readonly unknown[]> =>
  (await db.prepare("SELECT sql FROM sqlite_schema WHERE name IN ('t', 'i', 'v', 'g')").raw<[unknown]>()).map(
    ([sql]) => sql,
  );

it('fires its triggers, counts what they change, and alters its tables', async () => {
  const db = await madeByD1();
  const { meta } = await db.prepare("INSERT INTO u VALUES ('x')").run();
  expect(meta.changes).toBe(2);
  expect(await db.prepare('SELECT * FROM log').raw()).toEqual([["it's"]]);
  await db.batch([
    db.prepare('ALTER TABLE u RENAME TO u2'),
    db.prepare('ALTER TABLE t DROP COLUMN z'),
    db.prepare('INSERT INTO t (id) VALUES (1)'),
  ]);
  expect(await db.prepare('SELECT * FROM v').raw()).toEqual([['abc', 'd']]);
  expect(await definitionsIn(db)).toEqual([
    `CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT DEFAULT "d" CHECK (s IN ('on', 'off', 'd')))`,
    "CREATE INDEX i ON t (s || '!') WHERE s <> 'off'",
    "CREATE VIEW v AS SELECT 'abc' AS x, s FROM t WHERE s <> 'off'",
    `CREATE TRIGGER g AFTER INSERT ON "u2" WHEN new.a <> 'skip' BEGIN INSERT INTO log VALUES ('it''s'); END`,
  ]);
}, 30_000);

it('is not changed by failures and reads', async () => {
  const db = await madeByD1();
  const before = await definitionsIn(db);
  await rejectionOf(db.batch([db.prepare('ALTER TABLE u RENAME TO u2'), db.prepare('SELECT nope')]));
  await rejectionOf(db.prepare('SELECT * FROM v').all());
  expect(await definitionsIn(db)).toEqual(before);
  await db.prepare("INSERT INTO t (s) VALUES ('on')").run();
  expect((await rejectionOf(db.prepare("INSERT INTO t (s) VALUES ('x')").run())).message).toContain(
    'CHECK constraint failed: s IN ("on", "off", "d")',
  );
  expect(await definitionsIn(db)).toEqual(before);
}, 30_000);

it('is the same if the local driver created it: triggers fire and tables are renamed', async () => {
  const db = await databaseWith(...schema);
  await db.prepare("INSERT INTO u VALUES ('x')").run();
  expect(await db.prepare('SELECT * FROM log').raw()).toEqual([["it's"]]);
  await db.prepare('ALTER TABLE t ADD COLUMN c CHECK (c <> "bad")').run();
  await db.prepare('ALTER TABLE t RENAME TO t2').run();
  const { message } = await rejectionOf(db.prepare("INSERT INTO t2 (c) VALUES ('bad')").run());
  expect(message).toContain('CHECK constraint failed');
});

it('with a trigger of our own on a view, an update of one column, and other triggers beside it', async () => {
  const db = await databaseWith(
    'CREATE TABLE t (a, b AS (a || "!"), c)',
    'CREATE TABLE log (l)',
    'CREATE VIEW v AS SELECT a FROM t',
    'CREATE TRIGGER one INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES ("one " || new."a"); END',
    'CREATE TRIGGER two AFTER UPDATE OF "a" ON t BEGIN INSERT INTO log VALUES ("two"); END',
    'CREATE TRIGGER three AFTER DELETE ON t BEGIN INSERT INTO log VALUES ("three", "four" || old."a"); END',
  );
  await db.prepare("INSERT INTO v VALUES ('x')").run();
  await db.prepare("UPDATE t SET a = 'y'").run();
  expect(await db.prepare('SELECT a FROM t').raw()).toEqual([['y']]);
  expect(await db.prepare('SELECT * FROM log').raw()).toEqual([['two']]);
  // A trigger's mistake appears when it fires, as on D1.
  expect((await rejectionOf(db.prepare('DELETE FROM t').run())).message).toContain('table log has 1 columns');
});

it('with the rules off there are no double-quoted strings', async () => {
  const db = openLocalD1({ path: join(testFolder(), 'own.sqlite'), d1Rules: false });
  onTestFinished(() => db.close());
  const { message } = await rejectionOf(db.prepare('CREATE TABLE t (a CHECK (a <> "bad"))').run());
  expect(message).toContain('no such column');
});

it('creates a trigger with a double quote in it on a broken view, as D1 does', async () => {
  const db = openForTest(join(testFolder(), 'broken.sqlite'));
  await db.prepare('CREATE VIEW v AS SELECT * FROM nowhere').run();
  const trigger = `CREATE TRIGGER g INSTEAD OF UPDATE ON v BEGIN SELECT '"'; END`;
  expect((await db.prepare(trigger).run()).success).toBe(true);
});
