// D1's meta of a call: the same fields, with equal values where that is possible.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { D1Database } from '../../src/d1.ts';
import { referenceOutcomes, startReference } from '../support/reference.ts';
import { all, type CallOutcome, meta, outcomeOf } from './call.ts';
import { candidates, type Opened } from './candidates.ts';

const setup = ['CREATE TABLE first_of_all (a)', 'INSERT INTO first_of_all VALUES (1)'].map((sql) => all(sql));
const statements = [
  'SELECT 1',
  'INSERT INTO first_of_all VALUES (2), (3)',
  'DELETE FROM first_of_all WHERE 0',
];
const miniflare = startReference(['meta']);
let expected: readonly CallOutcome[];

beforeAll(async () => {
  const outcomes = await referenceOutcomes(miniflare, 'meta', [
    ...setup,
    ...statements.map((sql) => meta(sql)),
  ]);
  expected = outcomes.slice(setup.length);
});
afterAll(() => miniflare.dispose());

describe.each(Object.entries(candidates))('%s', (_candidate, { open }) => {
  let opened: Opened;
  let ours: D1Database;
  beforeAll(async () => {
    opened = await open(['meta']);
    ours = opened.database('meta');
    for (const call of setup) expect((await outcomeOf(ours, call)).kind).toBe('value');
  });
  afterAll(() => opened.close());

  it.each(statements.map((sql, index) => [sql, index] as const))('%s', async (sql, index) => {
    const told = fieldsOf(await outcomeOf(ours, meta(sql)));
    const wanted = fieldsOf(expected[index]);
    expect(Object.keys(told)).toEqual(expect.arrayContaining(Object.keys(wanted)));
    for (const field of ['changes', 'last_row_id', 'changed_db']) expect(told[field]).toEqual(wanted[field]);
  });
});

function fieldsOf(outcome: CallOutcome | undefined): Readonly<Record<string, unknown>> {
  if (outcome?.kind !== 'value') throw new Error(`There is no meta in ${JSON.stringify(outcome)}.`);
  return outcome.value as Readonly<Record<string, unknown>>;
}
