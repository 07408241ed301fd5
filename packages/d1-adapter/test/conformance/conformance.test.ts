// Makes each call to D1 in workerd and to each of our databases, in the same order; the outcomes must be equal.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { D1Database } from '../../src/d1.ts';
import { referenceOutcomes, startReference } from '../support/reference.ts';
import { all, type Call, type CallOutcome, outcomeOf } from './call.ts';
import { candidates, type Opened } from './candidates.ts';
import { doubleQuoteCases, doubleQuoteSetup } from './double-quotes.cases.ts';
import { errorCases, errorSetup } from './errors.cases.ts';
import { parameterCases } from './parameters.cases.ts';
import { ruleCases, ruleSetup } from './rules.cases.ts';
import { sessionCases, sessionSetup } from './sessions.cases.ts';
import { statementCases } from './statements.cases.ts';
import { valueCases, valueSetup } from './values.cases.ts';
import { writeCases, writeSetup } from './writes.cases.ts';

type Group = { readonly setup: readonly string[]; readonly cases: Readonly<Record<string, Call>> };

const groups: Readonly<Record<string, Group>> = {
  values: { setup: valueSetup, cases: valueCases },
  parameters: { setup: [], cases: parameterCases },
  statements: { setup: [], cases: statementCases },
  writes: { setup: writeSetup, cases: writeCases },
  errors: { setup: errorSetup, cases: errorCases },
  rules: { setup: ruleSetup, cases: ruleCases },
  sessions: { setup: sessionSetup, cases: sessionCases },
  quotes: { setup: doubleQuoteSetup, cases: doubleQuoteCases },
};

// workerd writes rows to a new database; this first write makes the row ids equal.
const commonSetup = ['CREATE TABLE first_of_all (a)', 'INSERT INTO first_of_all VALUES (1)'];

const setupCalls = ({ setup }: Group): readonly Call[] => [...commonSetup, ...setup].map((sql) => all(sql));

/** The outcomes of the reference, by group and title of the call. */
const expectedOutcomes = new Map<string, ReadonlyMap<string, CallOutcome>>();
const miniflare = startReference(Object.keys(groups));

beforeAll(async () => {
  for (const [name, group] of Object.entries(groups)) {
    const setup = setupCalls(group);
    const outcomes = await referenceOutcomes(miniflare, name, [...setup, ...Object.values(group.cases)]);
    expect(outcomes.slice(0, setup.length).filter(({ kind }) => kind === 'error')).toEqual([]);
    const titled = Object.keys(group.cases).map((title, index) => [title, outcomes[setup.length + index]]);
    expectedOutcomes.set(name, new Map(titled as [string, CallOutcome][]));
  }
});
afterAll(() => miniflare.dispose());

describe.each(Object.entries(candidates))('%s', (_candidate, { open, differences }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(Object.keys(groups));
  });
  afterAll(() => opened.close());

  describe.each(Object.entries(groups))('%s', (name, group) => {
    let ours: D1Database;
    beforeAll(async () => {
      ours = opened.database(name);
      for (const call of setupCalls(group)) expect((await outcomeOf(ours, call)).kind).toBe('value');
    });

    it.each(Object.entries(group.cases))('%s', async (title, call) => {
      const expected = expectedOutcomes.get(name)?.get(title);
      const outcome = await outcomeOf(ours, call);
      const different = differences[title];
      if (different !== undefined) expect(outcome).not.toEqual(expected);
      expect(outcome).toEqual(different ?? expected);
    });
  });

  it('each difference belongs to a call', () => {
    const titles = Object.values(groups).flatMap(({ cases }) => Object.keys(cases));
    expect(titles).toEqual(expect.arrayContaining(Object.keys(differences)));
  });
});
