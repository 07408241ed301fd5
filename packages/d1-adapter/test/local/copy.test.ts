// A copy of a file in memory has the file's whole content, its log included, and the file does not change.
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type LocalD1Database, type LocalD1Options, openLocalCopy } from '@roostjs/d1-adapter/local';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../support/folder.ts';

function copied(options: LocalD1Options): LocalD1Database {
  const copy = openLocalCopy(options);
  onTestFinished(() => copy.close());
  return copy;
}

/** A file with a table of two rows, and this pragma set. */
function fileWith(...pragmas: readonly string[]): string {
  const path = join(testFolder(), 'test.sqlite');
  const sqlite = new SqliteDatabase(path);
  for (const pragma of pragmas) sqlite.pragma(pragma);
  sqlite.exec("CREATE TABLE a (t TEXT); INSERT INTO a VALUES ('x'), ('y'); DELETE FROM a WHERE t = 'x'");
  sqlite.close();
  return path;
}

const rowsOf = (database: LocalD1Database) => database.prepare('SELECT rowid, t FROM a').raw();

describe('a copy of a file', () => {
  it.each([
    ['as wrangler keeps it', ['journal_mode = WAL']],
    ['without a log', ['journal_mode = DELETE']],
    ['with other pages', ['page_size = 512', 'journal_mode = WAL']],
    ['in UTF-16', ['encoding = "UTF-16le"']],
  ])('%s has its rows, can be written, and does not change it', async (_, pragmas) => {
    const path = fileWith(...pragmas);
    const before = readFileSync(path);
    const copy = copied({ path });
    expect(await rowsOf(copy)).toEqual([[2, 'y']]);
    await copy.batch([copy.prepare('INSERT INTO a VALUES (1)'), copy.prepare('CREATE TABLE b (id)')]);
    await expect(
      copy.batch([copy.prepare('DROP TABLE a'), copy.prepare('INSERT INTO nowhere VALUES (1)')]),
    ).rejects.toThrow('no such table: nowhere');
    expect(await rowsOf(copy)).toEqual([
      [2, 'y'],
      [3, '1'],
    ]);
    copy.close();
    expect(readdirSync(join(path, '..'))).toEqual(['test.sqlite']);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('has what another connection has committed to the log, and nothing later', async () => {
    const path = fileWith('journal_mode = WAL');
    const other = new SqliteDatabase(path);
    onTestFinished(() => void other.close());
    other.exec("INSERT INTO a VALUES ('in the log')");
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    const copy = copied({ path });
    expect([readFileSync(path).equals(file), readFileSync(`${path}-wal`).equals(log)]).toEqual([true, true]);
    other.exec("INSERT INTO a VALUES ('later')");
    expect(await rowsOf(copy)).toEqual([
      [2, 'y'],
      [3, 'in the log'],
    ]);
  });

  it('has foreign keys and the rules of D1, which can be turned off', async () => {
    const path = fileWith();
    const copy = copied({ path });
    await copy.exec('CREATE TABLE b (id REFERENCES a (rowid))');
    expect(await copy.prepare('PRAGMA foreign_keys').first('foreign_keys')).toBe(1);
    await expect(copy.prepare('PRAGMA user_version').all()).rejects.toThrow('not authorized');
    expect(await copied({ path, d1Rules: false }).prepare('PRAGMA user_version').raw()).toEqual([[0]]);
  });

  it('is empty if the file is missing or empty, and creates no file', async () => {
    const folder = testFolder();
    writeFileSync(join(folder, 'empty.sqlite'), '');
    for (const name of ['missing.sqlite', 'empty.sqlite']) {
      const copy = copied({ path: join(folder, name) });
      await copy.exec('CREATE TABLE a (id)');
      expect(await copy.prepare('SELECT name FROM sqlite_schema').raw()).toEqual([['a']]);
    }
    expect(readdirSync(folder)).toEqual(['empty.sqlite']);
    expect(readFileSync(join(folder, 'empty.sqlite'))).toHaveLength(0);
  });

  it('fails if the file is not a database or is too large', () => {
    const path = fileWith();
    writeFileSync(`${path}.txt`, 'some text, and long enough for a header\n'.repeat(40));
    expect(() => openLocalCopy({ path: `${path}.txt` })).toThrow(
      expect.objectContaining({
        code: 'DATABASE.NOT_SQLITE',
        details: expect.objectContaining({ path: `${path}.txt` }),
      }),
    );
    expect(() => openLocalCopy({ path: join(path, '..') })).toThrow(
      expect.objectContaining({ code: 'DATABASE.UNREADABLE' }),
    );
    // 300,000 pages of 4096 bytes; nearly all are a hole in the file (sqlite.org/fileformat2.html, 1.3.8).
    truncateSync(path, 300_000 * 4096);
    const pages = Buffer.alloc(4);
    pages.writeUInt32BE(300_000);
    const file = openSync(path, 'r+');
    writeSync(file, pages, 0, 4, 28);
    closeSync(file);
    expect(() => openLocalCopy({ path })).toThrow(
      expect.objectContaining({
        code: 'DATABASE.TOO_LARGE',
        details: { path, reason: `Its size is ${300_000 * 4096} bytes.` },
      }),
    );
  });
});
