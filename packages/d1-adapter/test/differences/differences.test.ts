// Each difference exists, and docs/reference/differences-from-d1.md has all of them. A row fails if it is no longer true.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { openLocalD1 } from '../../src/local.ts';
import { all, type CallOutcome, meta, outcomeOf } from '../conformance/call.ts';
import { testFolder } from '../support/folder.ts';
import { referenceOutcomes, startReference } from '../support/reference.ts';
import { differences, metaFields } from './differences.ts';

const rows = differences.map((difference, index) => ({ ...difference, database: `database-${index}` }));
const miniflare = startReference([...rows.map(({ database }) => database), 'meta']);
afterAll(() => miniflare.dispose());

it.each(rows)('$what', async ({ database, setup = [], call, d1, local }) => {
  const ours = openLocalD1({ path: join(testFolder(), 'test.sqlite') });
  onTestFinished(() => ours.close());
  const before = setup.map((sql) => all(sql));
  for (const each of before) expect((await outcomeOf(ours, each)).kind).toBe('value');
  const outcomes = await referenceOutcomes(miniflare, database, [...before, call]);
  const told = briefly(outcomes.at(-1));
  expect(told).toEqual(typeof d1 === 'string' ? d1 : expect.stringMatching(d1));
  expect(briefly(await outcomeOf(ours, call))).toBe(local);
  expect(told).not.toBe(local);
});

it('all other fields of meta are equal', async () => {
  const calls = [all('CREATE TABLE t (a)'), meta('INSERT INTO t VALUES (1), (2)')];
  const ours = openLocalD1({ path: join(testFolder(), 'test.sqlite') });
  onTestFinished(() => ours.close());
  await outcomeOf(ours, calls[0] ?? all(''));
  const [, told] = await referenceOutcomes(miniflare, 'meta', calls);
  const local = fieldsOf(await outcomeOf(ours, calls[1] ?? all('')));
  const d1 = fieldsOf(told);
  expect(Object.keys(local).sort()).toEqual(Object.keys(d1).sort());
  const differing = Object.keys(d1).filter(
    (field) => JSON.stringify(d1[field]) !== JSON.stringify(local[field]),
  );
  expect(Object.keys(metaFields)).toEqual(expect.arrayContaining(differing));
});

it('docs/reference/differences-from-d1.md has all of them', () => {
  const text = readFileSync(
    new URL('../../../../docs/reference/differences-from-d1.md', import.meta.url),
    'utf8',
  );
  const section = text.split('## Where the local database differs from D1\n')[1]?.split('\n## ')[0] ?? '';
  const written = section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:---|what|field)/.test(line));
  expect(written).toEqual([
    ...differences.map(({ what, why }) => `| ${what} | ${why} |`),
    ...Object.entries(metaFields).map(([field, why]) => `| \`${field}\` | ${why} |`),
  ]);
});

function briefly(outcome: CallOutcome | undefined): string {
  if (outcome === undefined) throw new Error('D1 has not answered.');
  if (outcome.kind === 'error') return outcome.message;
  return JSON.stringify((outcome.value as { readonly results: unknown }).results);
}

function fieldsOf(outcome: CallOutcome | undefined): Readonly<Record<string, unknown>> {
  if (outcome?.kind !== 'value') throw new Error(`There is no meta in ${JSON.stringify(outcome)}.`);
  return outcome.value as Readonly<Record<string, unknown>>;
}
