import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Miniflare } from 'miniflare';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { D1Database } from '../../src/index.ts';
import { wranglerDatabaseFile } from '../../src/index.ts';
import { testFolder } from '../support/folder.ts';
import { openForTest } from '../support/local.ts';
import { referenceDatabase, startReference } from '../support/reference.ts';

function persistingReference(persistRoot: string): Miniflare {
  const miniflare = startReference(['site'], join(persistRoot, 'v3'));
  onTestFinished(() => miniflare.dispose());
  return miniflare;
}

async function insert(db: D1Database, ...values: readonly unknown[]): Promise<void> {
  await db
    .prepare('INSERT INTO shared VALUES (?, ?, ?, ?)')
    .bind(...values)
    .run();
}

const create = 'CREATE TABLE shared (a INTEGER, b TEXT, c REAL, d BLOB)';
const rowsOf = (db: D1Database): Promise<unknown> => db.prepare('SELECT * FROM shared ORDER BY a').raw();

describe('one file opened by wrangler’s D1 and by the local driver', () => {
  it('created by the local driver is read and written by both, open at the same time', async () => {
    const persistRoot = testFolder();
    const ours = openForTest(wranglerDatabaseFile({ persistRoot, databaseId: 'site' }));
    await ours.prepare(create).run();
    await insert(ours, 1, 'ours', 1.5, [1, 2]);
    const theirs = await referenceDatabase(persistingReference(persistRoot), 'site');
    await insert(theirs, 2, 'theirs', 2, [3]);
    await insert(ours, 3, 'ours again', 3.25, null);
    const rows = [
      [1, 'ours', 1.5, [1, 2]],
      [2, 'theirs', 2, [3]],
      [3, 'ours again', 3.25, null],
    ];
    expect([await rowsOf(theirs), await rowsOf(ours)]).toEqual([rows, rows]);
  });

  it('created by wrangler’s D1 is read and written by both, open at the same time', async () => {
    const persistRoot = testFolder();
    const path = wranglerDatabaseFile({ persistRoot, databaseId: 'site' });
    const theirs = await referenceDatabase(persistingReference(persistRoot), 'site');
    await theirs.prepare(create).run();
    expect(existsSync(path)).toBe(true);
    await insert(theirs, 1, 'theirs', 1, null);
    const ours = openForTest(path);
    expect(await rowsOf(ours)).toEqual([[1, 'theirs', 1, null]]);
    await ours.batch([
      ours.prepare('ALTER TABLE shared ADD COLUMN e'),
      ours.prepare("INSERT INTO shared VALUES (2, 'ours', 2, NULL, 'new')"),
    ]);
    const rows = [
      [1, 'theirs', 1, null, null],
      [2, 'ours', 2, null, 'new'],
    ];
    expect([await rowsOf(theirs), await rowsOf(ours)]).toEqual([rows, rows]);
  });
});
