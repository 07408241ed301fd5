// A database in memory behaves as D1 does, and writes nothing to the disk.
import { readdirSync } from 'node:fs';
import { openLocalCopy, openLocalD1, openMemoryD1 } from '@roostjs/d1-adapter/local';
import { describe, expect, it } from 'vitest';

describe('a database in memory', () => {
  it('keeps its content until it is closed, and writes no file', async () => {
    const before = readdirSync('.');
    const database = openMemoryD1();
    await database.batch([
      database.prepare('CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)'),
      database.prepare('INSERT INTO a (note) VALUES (?)').bind('x'),
    ]);
    expect(await database.prepare('SELECT note FROM a').first('note')).toBe('x');
    expect(readdirSync('.')).toEqual(before);
    database.close();
    // The hint once said to open it with openLocalD1(), which would be another database.
    await expect(database.prepare('SELECT 1').first()).rejects.toMatchObject({
      code: 'DATABASE.CLOSED',
      hint: 'Close it only after its last use, or open it again.',
    });
  });

  // Such a value once failed at the first use, with an error of better-sqlite3 about its own option.
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    'rejects a timeout of %d ms',
    (busyTimeoutMs) => {
      const options = { path: 'never-made.sqlite', busyTimeoutMs };
      for (const open of [openLocalD1, openLocalCopy])
        expect(() => open(options)).toThrow(/^busyTimeoutMs must be a whole number/);
    },
  );

  it('is a new one each time', async () => {
    const [one, other] = [openMemoryD1(), openMemoryD1()];
    await one.exec('CREATE TABLE a (id)');
    await expect(other.prepare('SELECT * FROM a').all()).rejects.toThrow('no such table: a');
    one.close();
    other.close();
  });

  it("has D1's rules, and batches that leave nothing when they fail", async () => {
    const database = openMemoryD1();
    await expect(database.prepare('PRAGMA user_version').all()).rejects.toThrow('not authorized');
    await expect(
      database.batch([database.prepare('CREATE TABLE a (id)'), database.prepare('INSERT INTO b VALUES (1)')]),
    ).rejects.toThrow('no such table: b');
    await expect(database.prepare('SELECT * FROM a').all()).rejects.toThrow('no such table: a');
    database.close();
  });
});

describe('the pause of a database', () => {
  it('is waited for before each call, and calls stay in order', async () => {
    let turns = 0;
    const pause = (): Promise<void> | undefined =>
      turns % 2 === 0
        ? new Promise((resolve) => {
            setImmediate(() => {
              turns += 1;
              resolve();
            });
          })
        : undefined;
    const database = openMemoryD1({ pause });
    await database.prepare('CREATE TABLE a (n)').run();
    expect(turns).toBe(1);
    turns = 2;
    const calls = [1, 2, 3].map((n) => database.prepare('INSERT INTO a VALUES (?)').bind(n).run());
    await Promise.all(calls);
    expect((await database.prepare('SELECT n FROM a ORDER BY rowid').all()).results).toEqual(
      [1, 2, 3].map((n) => ({ n })),
    );
    database.close();
  });
});
