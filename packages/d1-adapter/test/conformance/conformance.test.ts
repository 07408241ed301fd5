// Each call is made to Miniflare's D1 and to each of ours, in the same order, and has to give the same.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { D1Database } from '../../src/d1.ts';
import { referenceDatabase, startReference } from '../support/reference.ts';
import { type Call, outcomeOf } from './call.ts';
import { candidates, type Opened } from './candidates.ts';
import { errorCases, errorSetup } from './errors.cases.ts';
import { parameterCases } from './parameters.cases.ts';
import { ruleCases, ruleSetup } from './rules.cases.ts';
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
};

// workerd has written rows of its own to a new database: the first write of ours makes the row ids alike.
const commonSetup = ['CREATE TABLE first_of_all (a)', 'INSERT INTO first_of_all VALUES (1)'];

describe.each(Object.entries(candidates))('%s', (_candidate, { open, differences }) => {
  const miniflare = startReference(Object.keys(groups));
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(Object.keys(groups));
  });
  afterAll(async () => {
    await opened.close();
    await miniflare.dispose();
  });

  describe.each(Object.entries(groups))('%s', (name, { setup, cases }) => {
    let reference: D1Database;
    let ours: D1Database;

    beforeAll(async () => {
      reference = await referenceDatabase(miniflare, name);
      ours = opened.database(name);
      for (const db of [reference, ours]) {
        for (const sql of [...commonSetup, ...setup]) await db.prepare(sql).run();
      }
    });

    it.each(Object.entries(cases))('%s', async (title, call) => {
      const expected = await outcomeOf(reference, call);
      const outcome = await outcomeOf(ours, call);
      const different = differences[title];
      if (different !== undefined) expect(outcome).not.toEqual(expected);
      expect(outcome).toEqual(different ?? expected);
    });

    it('a call gives every field of meta that the reference gives', async () => {
      const { meta: expected } = await reference.prepare('SELECT 1').all();
      const { meta } = await ours.prepare('SELECT 1').all();
      expect(Object.keys(meta)).toEqual(expect.arrayContaining(Object.keys(expected)));
    });
  });

  it('each difference is one of a call that is made', () => {
    const titles = Object.values(groups).flatMap(({ cases }) => Object.keys(cases));
    expect(titles).toEqual(expect.arrayContaining(Object.keys(differences)));
  });
});
