// Scripts of calls, made at random from a seed, on Miniflare's D1 and on the local driver: each has to answer alike.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalD1Database, openLocalD1 } from '../../src/local.ts';
import { type Call, outcomeOf } from '../conformance/call.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import { referenceDatabase, startReference } from '../support/reference.ts';
import { callFrom, statementsIn } from './calls.ts';
import { contentOf, tablesOf } from './content.ts';
import { exclusions } from './exclusions.ts';
import { Random } from './random.ts';

const statementsInScript = 100;
const wanted = Number(process.env['DIFFERENTIAL_STATEMENTS'] ?? 2000);
const seeds = Array.from({ length: Math.ceil(wanted / statementsInScript) }, (_, index) => index + 1);

// workerd has written rows of its own to a new database: the first write of ours makes the row ids alike.
const setup = [
  'CREATE TABLE first_of_all (a)',
  'INSERT INTO first_of_all VALUES (1)',
  'DROP TABLE first_of_all',
  'CREATE TABLE t0 (a INTEGER PRIMARY KEY, b TEXT UNIQUE, c)',
  'CREATE TABLE t1 (a UNIQUE, b REFERENCES t0 ON DELETE CASCADE, c REAL, d NOT NULL DEFAULT 1)',
];

describe('the local driver answers as D1 does', () => {
  const miniflare = startReference(seeds.map((seed) => `seed-${seed}`));
  let folder: string;
  beforeAll(() => {
    folder = newFolder();
  });
  afterAll(async () => {
    removeFolder(folder);
    await miniflare.dispose();
  });

  it.concurrent.each(seeds)(
    'to the script of seed %i',
    async (seed) => {
      const reference = await referenceDatabase(miniflare, `seed-${seed}`);
      const ours = openLocalD1({ path: join(folder, `${seed}.sqlite`) });
      for (const db of [reference, ours]) {
        for (const sql of setup) await db.prepare(sql).run();
      }
      for await (const call of callsOf(seed, ours)) {
        const [expected, outcome] = [await outcomeOf(reference, call), await outcomeOf(ours, call)];
        if (exclusions.some(({ covers }) => covers(expected, outcome))) continue;
        expect(outcome, textOf(call)).toEqual(expected);
      }
      expect(await contentOf(ours)).toEqual(await contentOf(reference));
      ours.close();
    },
    60_000,
  );
});

async function* callsOf(seed: number, db: LocalD1Database): AsyncGenerator<Call> {
  const random = new Random(seed);
  let tables = await tablesOf(db);
  for (let made = 0; made < statementsInScript; ) {
    const call = callFrom(random, tables);
    made += statementsIn(call);
    yield call;
    if (/CREATE|ALTER|DROP/.test(textOf(call))) tables = await tablesOf(db);
  }
}

function textOf(call: Call): string {
  return JSON.stringify(call, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
