// Runs random scripts of calls, from a seed, on the local driver and then on D1 in a Worker: each call must have the
// same outcome.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import type { D1Database } from '../../src/d1.ts';
import { openLocalD1 } from '../../src/local.ts';
import { all, type Call, type CallOutcome, outcomeOf } from '../conformance/call.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import { referenceOutcomes, startReference } from '../support/reference.ts';
import { callFrom, statementsIn } from './calls.ts';
import { contentCalls, tablesOf } from './content.ts';
import { exclusions } from './exclusions.ts';
import { Random } from './random.ts';

const statementsInScript = 100;
const wanted = amountOf('DIFFERENTIAL_STATEMENTS');
const firstSeed = Number(process.env['DIFFERENTIAL_SEED'] ?? 1);
const seeds = Array.from({ length: Math.ceil(wanted / statementsInScript) }, (_, index) => firstSeed + index);

// workerd writes rows to a new database; this first write makes the row ids equal.
const setup = [
  'CREATE TABLE first_of_all (a)',
  'INSERT INTO first_of_all VALUES (1)',
  'DROP TABLE first_of_all',
  'CREATE TABLE t0 (a INTEGER PRIMARY KEY, b TEXT UNIQUE, c)',
  'CREATE TABLE t1 (a UNIQUE, b REFERENCES t0 ON DELETE CASCADE, c REAL, d NOT NULL DEFAULT 1)',
].map((sql) => all(sql));

type Made = { readonly call: Call; readonly outcome: CallOutcome };

describe('the local driver behaves as D1 does', () => {
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
      const ours = openLocalD1({ path: join(folder, `${seed}.sqlite`) });
      const script = await madeOn(ours, seed);
      const content: Made[] = [];
      for (const call of contentCalls(await tablesOf(ours))) content.push(await madeBy(call, ours));
      ours.close();
      const calls = [...script, ...content].map(({ call }) => call);
      const expected = await referenceOutcomes(miniflare, `seed-${seed}`, calls);
      for (const [index, { call, outcome }] of script.entries()) {
        const wanted = expected[index];
        if (wanted !== undefined && exclusions.some(({ covers }) => covers(wanted, outcome))) continue;
        expect(outcome, textOf(call)).toEqual(wanted);
      }
      expect(content.map(({ outcome }) => outcome)).toEqual(expected.slice(script.length));
    },
    60_000,
  );
});

/** Each call depends on the schema that the earlier ones left. */
async function madeOn(db: D1Database, seed: number): Promise<readonly Made[]> {
  const random = new Random(seed);
  const script: Made[] = [];
  for (const call of setup) script.push(await madeBy(call, db));
  let tables = await tablesOf(db);
  for (let made = 0; made < statementsInScript; ) {
    const call = callFrom(random, tables);
    made += statementsIn(call);
    script.push(await madeBy(call, db));
    if (/CREATE|ALTER|DROP/.test(textOf(call))) tables = await tablesOf(db);
  }
  return script;
}

async function madeBy(call: Call, db: D1Database): Promise<Made> {
  return { call, outcome: await outcomeOf(db, call) };
}

function textOf(call: Call): string {
  return JSON.stringify(call, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
