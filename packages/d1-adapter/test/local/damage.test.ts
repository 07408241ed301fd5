import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileFailure } from '../../src/errors.ts';
import { testFolder } from '../support/folder.ts';
import { openForTest, rejectionOf } from '../support/local.ts';

const read = 'SELECT 1';
const write = 'CREATE TABLE new_one (a)';

function databaseFile(path: string, mode: 'delete' | 'wal' = 'delete'): string {
  const sqlite = new SqliteDatabase(path);
  sqlite.pragma(`journal_mode = ${mode}`);
  sqlite.exec(`CREATE TABLE a (b); INSERT INTO a VALUES (randomblob(20000))`);
  sqlite.close();
  return path;
}

/** Runs the rest of the test as the user nobody, since root ignores the permissions of files. */
function dropRights(): void {
  if (process.geteuid?.() !== 0) return;
  process.seteuid?.(65534);
  onTestFinished(() => process.seteuid?.(0));
}

async function failureOf(path: string, sql: string): Promise<unknown> {
  return JSON.parse(JSON.stringify(await rejectionOf(openForTest(path).prepare(sql).run())));
}

describe('a file that is not a database', () => {
  const texts = {
    short: 'x',
    long: 'not a database\n'.repeat(1000),
    'almost right': 'SQLite format 4\0'.padEnd(4096),
  };

  it.each(Object.entries(texts))('(%s) is named and left alone', async (_what, text) => {
    const path = join(testFolder(), 'test.sqlite');
    writeFileSync(path, text);
    for (const sql of [read, write]) {
      expect(await failureOf(path, sql)).toMatchObject({
        code: 'DATABASE.NOT_SQLITE',
        message: `"${path}" is not a SQLite database.`,
        hint: expect.stringContaining('path'),
        details: { path },
      });
    }
    expect(readFileSync(path, 'latin1')).toBe(text);
  });

  it('because it is a folder is reported', async () => {
    const path = testFolder();
    expect(await failureOf(path, read)).toMatchObject({ code: 'DATABASE.UNREADABLE', details: { path } });
    expect(await failureOf(path, write)).toMatchObject({ code: 'DATABASE.UNREADABLE', details: { path } });
  });

  it('because it is a pipe or a device is reported, and is not an empty one', async () => {
    const path = join(testFolder(), 'test.sqlite');
    symlinkSync('/dev/null', path);
    for (const sql of [read, write]) {
      expect(await failureOf(path, sql)).toMatchObject({ code: 'DATABASE.UNREADABLE', details: { path } });
    }
  });

  it('of this version of the format is reported with a code', async () => {
    const path = databaseFile(join(testFolder(), 'test.sqlite'));
    // The schema format number (sqlite.org/fileformat2.html, 1.3.10).
    const bytes = readFileSync(path).fill(9, 44, 48);
    writeFileSync(path, bytes);
    for (const sql of [read, write]) {
      expect(await failureOf(path, sql)).toMatchObject({ code: 'DATABASE.NOT_SQLITE', details: { path } });
    }
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('because it would be below a file is reported, and is not a missing one', async () => {
    const file = join(testFolder(), 'notes.txt');
    writeFileSync(file, 'notes');
    const path = join(file, 'test.sqlite');
    for (const sql of [read, write]) {
      expect(await failureOf(path, sql)).toMatchObject({ code: 'DATABASE.UNREADABLE', details: { path } });
    }
    expect(readFileSync(file, 'utf8')).toBe('notes');
  });
});

describe('a damaged database', () => {
  it('is reported when the damage is read', async () => {
    const path = databaseFile(join(testFolder(), 'test.sqlite'));
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 4096));
    expect(await failureOf(path, 'SELECT * FROM a')).toMatchObject({
      code: 'DATABASE.CORRUPT',
      details: { path },
    });
  });

  it('that is truncated is reported', async () => {
    const path = databaseFile(join(testFolder(), 'test.sqlite'));
    writeFileSync(path, readFileSync(path).subarray(0, 4096));
    expect(await failureOf(path, 'SELECT * FROM a')).toMatchObject({ code: 'DATABASE.CORRUPT' });
  });
});

describe('missing permissions', () => {
  it('to read the file are reported', async () => {
    const path = databaseFile(join(testFolder(), 'test.sqlite'));
    chmodSync(path, 0o000);
    dropRights();
    expect(await failureOf(path, read)).toMatchObject({ code: 'DATABASE.UNREADABLE' });
  });

  it('to read the folder are reported, and the file does not count as missing', async () => {
    const folder = join(testFolder(), 'locked');
    mkdirSync(folder);
    const path = databaseFile(join(folder, 'test.sqlite'));
    chmodSync(folder, 0o000);
    dropRights();
    expect(await failureOf(path, read)).toMatchObject({ code: 'DATABASE.UNREADABLE' });
  });

  it('to write the file are reported by the first write, and it can be read', async () => {
    const folder = testFolder();
    const path = databaseFile(join(folder, 'test.sqlite'));
    chmodSync(path, 0o444);
    chmodSync(folder, 0o777);
    dropRights();
    const db = openForTest(path);
    expect(await db.prepare('SELECT count(*) AS n FROM a').first('n')).toBe(1);
    expect(await rejectionOf(db.prepare(write).run())).toMatchObject({ code: 'DATABASE.READ_ONLY' });
    expect(await db.prepare('SELECT count(*) AS n FROM a').first('n')).toBe(1);
  });

  it('to create the file are reported', async () => {
    const folder = testFolder();
    chmodSync(folder, 0o555);
    dropRights();
    expect(await failureOf(join(folder, 'test.sqlite'), write)).toMatchObject({
      code: 'DATABASE.NOT_CREATED',
    });
  });
});

describe('a database in use', () => {
  it('by another writer is waited for, then reported as busy', async () => {
    const path = databaseFile(join(testFolder(), 'test.sqlite'), 'wal');
    const other = new SqliteDatabase(path);
    onTestFinished(() => {
      other.close();
    });
    other.exec('BEGIN IMMEDIATE');
    const db = openForTest(path, 20);
    expect(await db.prepare('SELECT count(*) AS n FROM a').first('n')).toBe(1);
    const error = await rejectionOf(db.batch([db.prepare('SELECT 1'), db.prepare(write)]));
    expect(error).toMatchObject({ code: 'DATABASE.BUSY', cause: { code: 'SQLITE_BUSY' } });
    expect(error).not.toHaveProperty('statementIndex');
    other.exec('ROLLBACK');
    await db.prepare(write).run();
  });
});

describe('a full disk', () => {
  it('is reported', () => {
    const sqlite = new SqliteDatabase(join(testFolder(), 'test.sqlite'));
    sqlite.pragma('max_page_count = 2');
    const full = (() => {
      try {
        sqlite.exec('CREATE TABLE a (b); INSERT INTO a VALUES (randomblob(20000))');
      } catch (thrown) {
        return thrown;
      } finally {
        sqlite.close();
      }
      throw new Error('There was room.');
    })();
    expect(full).toMatchObject({ code: 'SQLITE_FULL' });
    expect(fileFailure('SQLITE_FULL', '/a/b.sqlite', full)).toMatchObject({
      code: 'DATABASE.FULL',
      cause: full,
    });
  });
});
