// What each rule of lint finds and what it leaves alone: the whole list of findings, for each case
import { lintRules } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { placesIn } from './written.ts';

const own = ['allowance', 'not-looked-at'];

it('every rule has cases, but for those that are about no statement', () => {
  const named = lintRules.map(({ name }) => name).filter((name) => !own.includes(name));
  expect(Object.keys(cases).toSorted()).toEqual(named.toSorted());
});

describe.each(Object.entries(cases))('%s', (rule, list) => {
  it.each(list.map((one) => [one.title, one] as const))('%s', async (title, { migrations, finds }) => {
    const places = await placesIn(...migrations);
    expect(places.toSorted()).toEqual(finds.toSorted());
    const isOf = (place: string): boolean => place.startsWith(`${rule} `);
    if (title.startsWith('not ') && !finds.some(isOf)) expect(places.some(isOf)).toBe(false);
  });
});
