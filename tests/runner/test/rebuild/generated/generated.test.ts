// Random tables, rows and rebuilds, compared with SQLite's own procedure. REBUILD_CASES and REBUILD_SEED give more, and others: a case is
// repeated by REBUILD_CASES=1 and its number as the seed.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalD1 } from '@roostjs/d1-adapter/local';
import type { SqlDatabase } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { amountOf } from '../../../../../scripts/searches.ts';
import { randomFrom } from '../../support/random.ts';
import { contentOf } from '../content.ts';
import { randomWish } from './change.ts';
import { rebuildByTheBook } from './oracle.ts';
import { randomSchema } from './schema.ts';
import { shapeOf } from './shape.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 600_000 });

const firstSeed = Number(process.env['REBUILD_SEED'] ?? 1);
const count = amountOf('REBUILD_CASES');

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

/** Runs the cases, each on a database of its own; `open` also says how to leave it. */
async function compareAll(
  seeds: readonly number[],
  open: (folder: string) => { database: SqlDatabase; leave: () => void },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'roost-rebuild-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seen = { done: 0, refused: 0 };
  for (const seed of seeds) {
    const { database, leave } = open(folder);
    try {
      seen[await compare(seed, database, join(folder, 'theirs.sqlite'))] += 1;
    } finally {
      leave();
      for (const fileName of readdirSync(folder)) rmSync(join(folder, fileName));
    }
  }
  expect(seen.done).toBeGreaterThan(seeds.length / 2);
}

function seeds(number: number): readonly number[] {
  return Array.from({ length: number }, (_, index) => firstSeed + index);
}

let cloudflare: Cloudflare;
beforeAll(async () => {
  cloudflare = await startCloudflare({ databases: onWorkerd.map((seed) => `case-${seed}`) });
});
afterAll(() => cloudflare.stop());

const onWorkerd = seeds(Math.ceil(count / 10));

describe('random rebuilds', () => {
  it(`leave in a file what SQLite's own procedure leaves, ${count} of them from ${firstSeed} on`, async () => {
    await compareAll(seeds(count), (folder) => {
      const d1 = openLocalD1({ path: join(folder, 'ours.sqlite') });
      return { database: d1 as SqlDatabase, leave: () => d1.close() };
    });
  });

  it(`leave the same on D1, ${onWorkerd.length} of them`, async () => {
    const names = onWorkerd.map((seed) => `case-${seed}`);
    await compareAll(onWorkerd, () => ({
      database: cloudflare.db(names.shift() ?? '') as SqlDatabase,
      leave: () => {},
    }));
  });
});
