import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { D1Database } from '../../src/index.ts';
import { testFolder } from '../support/folder.ts';
import { openForTest, rejectionOf } from '../support/local.ts';

function bytesOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );
}

function journalModeOf(path: string): unknown {
  return pragmaOf(path, 'journal_mode');
}

function pragmaOf(path: string, name: string): unknown {
  const sqlite = new SqliteDatabase(path, { readonly: true });
  try {
    return sqlite.pragma(name, { simple: true });
  } finally {
    sqlite.close();
  }
}

describe('a missing file', () => {
  const looks: Readonly<Record<string, (db: D1Database) => Promise<unknown>>> = {
    'a SELECT': (db) => db.prepare('SELECT * FROM sqlite_schema').all(),
    'a batch of reads': (db) => db.batch([db.prepare('SELECT 1'), db.prepare('PRAGMA table_list')]),
    'an unknown table': (db) => rejectionOf(db.prepare('SELECT * FROM nope').all()),
    'a write to an unknown table': (db) => rejectionOf(db.prepare('INSERT INTO nope VALUES (1)').run()),
    'a syntax error': (db) => rejectionOf(db.prepare('CREAT TABLE a (b)').run()),
    'a refused statement': (db) => rejectionOf(db.prepare('VACUUM').run()),
    'a PRAGMA for the transaction': (db) => db.prepare('PRAGMA defer_foreign_keys = ON').run(),
    'a session': async (db) => db.withSession().prepare('SELECT 1').all(),
  };

  it.each(Object.entries(looks))('is not created by %s', async (_what, look) => {
    const folder = testFolder();
    await look(openForTest(join(folder, 'deep', 'test.sqlite')));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reads as an empty database', async () => {
    const db = openForTest(join(testFolder(), 'test.sqlite'));
    const { results, meta } = await db.prepare('SELECT * FROM sqlite_schema').all();
    expect({ results, size: meta.size_after }).toEqual({ results: [], size: 0 });
  });

  it('is created with its folders by the first write, as workerd creates it', async () => {
    const path = join(testFolder(), 'deep', 'er', 'test.sqlite');
    const db = openForTest(path);
    await db.prepare('SELECT 1').all();
    await db.batch([db.prepare('SELECT 1'), db.prepare('CREATE TABLE a (b)')]);
    expect(await db.prepare('SELECT name FROM sqlite_schema').raw()).toEqual([['a']]);
    db.close();
    expect(pragmaOf(path, 'page_size')).toBe(4096);
    expect(readdirSync(join(path, '..'))).toEqual(['test.sqlite']);
    expect(journalModeOf(path)).toBe('wal');
  });

  it('is seen as soon as another process has created it', async () => {
    const path = join(testFolder(), 'test.sqlite');
    const [db, other] = [openForTest(path), openForTest(path)];
    expect(await db.prepare('SELECT name FROM sqlite_schema').raw()).toEqual([]);
    await other.prepare('CREATE TABLE a (b)').run();
    expect(await db.prepare('SELECT name FROM sqlite_schema').raw()).toEqual([['a']]);
  });
});

describe('an existing file', () => {
  it('keeps its journal mode and page size when written to', async () => {
    const path = join(testFolder(), 'test.sqlite');
    const sqlite = new SqliteDatabase(path);
    sqlite.pragma('page_size = 1024');
    sqlite.exec('CREATE TABLE a (b)');
    sqlite.close();
    const db = openForTest(path);
    await db.prepare('INSERT INTO a VALUES (1)').run();
    db.close();
    expect(pragmaOf(path, 'page_size')).toBe(1024);
    expect(journalModeOf(path)).toBe('delete');
  });

  it.each(['DELETE', 'WAL'])('in %s mode stays the same to the byte if it is only read', async (mode) => {
    const folder = testFolder();
    const path = join(folder, 'test.sqlite');
    const sqlite = new SqliteDatabase(path);
    sqlite.pragma(`journal_mode = ${mode}`);
    sqlite.exec('CREATE TABLE a (b); INSERT INTO a VALUES (1)');
    sqlite.close();
    const before = bytesOf(folder);
    const db = openForTest(path);
    expect(await db.prepare('SELECT b FROM a').raw()).toEqual([[1]]);
    await rejectionOf(db.prepare('SELECT nope').raw());
    db.close();
    expect(bytesOf(folder)).toEqual(before);
  });

  it('is not changed when a crash has left a log behind, and the log is read', async () => {
    const folder = testFolder();
    const live = join(folder, 'live.sqlite');
    const sqlite = new SqliteDatabase(live);
    sqlite.pragma('journal_mode = WAL');
    sqlite.exec('CREATE TABLE a (b); INSERT INTO a VALUES (1)');
    const crashed = join(folder, 'crashed');
    mkdirSync(crashed);
    for (const end of ['', '-wal']) copyFileSync(live + end, join(crashed, `test.sqlite${end}`));
    sqlite.close();
    const path = join(crashed, 'test.sqlite');
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];

    const db = openForTest(path);
    expect(await db.prepare('SELECT b FROM a').raw()).toEqual([[1]]);
    db.close();
    expect([readFileSync(path).equals(file), readFileSync(`${path}-wal`).equals(log)]).toEqual([true, true]);

    const writer = openForTest(path);
    expect(await writer.prepare('SELECT b FROM a').raw()).toEqual([[1]]);
    await writer.prepare('INSERT INTO a VALUES (2)').run();
    writer.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(await openForTest(path).prepare('SELECT b FROM a').raw()).toEqual([[1], [2]]);
  });

  it('of no bytes is an empty database', async () => {
    const path = join(testFolder(), 'test.sqlite');
    writeFileSync(path, '');
    const db = openForTest(path);
    expect(await db.prepare('SELECT name FROM sqlite_schema').raw()).toEqual([]);
    expect(readFileSync(path)).toHaveLength(0);
    await db.prepare('CREATE TABLE a (b)').run();
    expect(await db.prepare('SELECT name FROM sqlite_schema').raw()).toEqual([['a']]);
  });
});

describe('a closed database', () => {
  it('rejects every call and may be closed again', async () => {
    const db = openForTest(join(testFolder(), 'test.sqlite'));
    await db.prepare('CREATE TABLE a (b)').run();
    db.close();
    db.close();
    for (const call of [
      db.prepare('SELECT 1').all(),
      db.batch([db.prepare('DROP TABLE a')]),
      db.exec('SELECT 1'),
    ]) {
      expect(await rejectionOf(call)).toMatchObject({ code: 'DATABASE.CLOSED' });
    }
  });
});
