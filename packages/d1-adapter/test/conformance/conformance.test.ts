// Each call is made to Miniflare's D1 and to ours, in the same order, and has to give the same.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { D1Database } from '../../src/d1.ts';
import { type LocalD1Database, openLocalD1 } from '../../src/local.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import { referenceDatabase, startReference } from '../support/reference.ts';
import { type Call, outcomeOf } from './call.ts';
import { errorCases, errorSetup } from './errors.cases.ts';
import { parameterCases } from './parameters.cases.ts';
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
};

// workerd has written rows of its own to a new database: the first write of ours makes the row ids alike.
const commonSetup = ['CREATE TABLE first_of_all (a)', 'INSERT INTO first_of_all VALUES (1)'];

const folder = newFolder();
const miniflare = startReference(Object.keys(groups));
afterAll(async () => {
  await miniflare.dispose();
  removeFolder(folder);
});

describe.each(Object.entries(groups))('%s', (name, { setup, cases }) => {
  let reference: D1Database;
  let local: LocalD1Database;

  beforeAll(async () => {
    reference = await referenceDatabase(miniflare, name);
    local = openLocalD1({ path: join(folder, `${name}.sqlite`) });
    for (const db of [reference, local]) {
      for (const sql of [...commonSetup, ...setup]) await db.prepare(sql).run();
    }
  });
  afterAll(() => local.close());

  it.each(Object.entries(cases))('%s', async (_title, call) => {
    const expected = await outcomeOf(reference, call);
    expect(await outcomeOf(local, call)).toEqual(expected);
  });

  it('a call gives every field of meta that the reference gives', async () => {
    const { meta: expected } = await reference.prepare('SELECT 1').all();
    const { meta } = await local.prepare('SELECT 1').all();
    expect(Object.keys(meta)).toEqual(expect.arrayContaining(Object.keys(expected)));
  });
});
