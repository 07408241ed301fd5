// Random tables, rows and rebuilds, held to SQLite's own recipe. REBUILD_CASES and REBUILD_SEED give more, and others: a case is
// made again by REBUILD_CASES=1 and its number as the seed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalD1 } from '@roostjs/d1-adapter/local';
import type { SqlDatabase } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contentOf } from '../content.ts';
import { randomWish } from './change.ts';
import { rebuildByTheBook } from './oracle.ts';
import { randomFrom } from './random.ts';
import { randomSchema } from './schema.ts';
import { shapeOf } from './shape.ts';

const firstSeed = Number(process.env['REBUILD_SEED'] ?? 1);
const count = Number(process.env['REBUILD_CASES'] ?? 250);

/** Another file for SQLite's own recipe, and a way to look at it as at D1. */
function book(path: string) {
  const sqlite = new SqliteDatabase(path);
  return { sqlite, d1: openLocalD1({ path }), close: () => sqlite.close() };
}

async function attempt(work: () => unknown): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function compare(seed: number, database: SqlDatabase, path: string): Promise<'done' | 'refused'> {
  const random = randomFrom(seed);
  const { tables, statements } = randomSchema(random);
  const old = random.pick(tables);
  const wish = randomWish(random, old);
  const other = book(path);
  try {
    await database.batch(statements.map((sql) => database.prepare(sql)));
    await other.d1.batch(statements.map((sql) => other.d1.prepare(sql)));
    const before = await contentOf(database);
    const expected = await attempt(() => rebuildByTheBook(other.sqlite, old, wish));
    const actual = await attempt(() => rebuildTable(database, wish.rebuild));
    if (expected !== undefined && actual === undefined) throw expected;
    if (expected === undefined && actual !== undefined) throw actual;
    const after = await contentOf(database);
    const theirs = await contentOf(other.d1 as SqlDatabase);
    expect(after.tables).toEqual(theirs.tables);
    expect(await shapeOf(database, old.name)).toEqual(await shapeOf(other.d1 as SqlDatabase, old.name));
    if (actual === undefined) return 'done';
    expect(after).toEqual(before);
    return 'refused';
  } catch (cause) {
    const wished = JSON.stringify(wish.rebuild, null, 1);
    throw new Error(`Case ${seed}: ${statements.join(';\n')}\n${wished}\n${String(cause)}`, { cause });
  } finally {
    other.d1.close();
    other.close();
  }
}

describe('a random rebuild', () => {
  it(`leaves in a file what SQLite's own recipe leaves, ${count} times from ${firstSeed} on`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roost-rebuild-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const seen = { done: 0, refused: 0 };
    for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
      const [path, other] = [join(folder, 'ours.sqlite'), join(folder, 'theirs.sqlite')];
      const d1 = openLocalD1({ path });
      try {
        seen[await compare(seed, d1 as SqlDatabase, other)] += 1;
      } finally {
        d1.close();
        for (const file of [path, other]) {
          for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
        }
      }
    }
    console.log(seen);
    expect(seen.done).toBeGreaterThan(count / 2);
  }, 600_000);
});
