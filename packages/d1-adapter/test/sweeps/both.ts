// Runs a list of calls on D1 and on the local driver, each with a new database.

import { join } from 'node:path';
import { openLocalD1 } from '../../src/local.ts';
import { all, type Call, type CallOutcome, outcomeOf } from '../conformance/call.ts';
import { testFolder } from '../support/folder.ts';
import { referenceOutcomes, startReference } from '../support/reference.ts';
import { toTaggedJson } from '../support/tagged-json.ts';

export type Pair = { readonly call: Call; readonly d1: CallOutcome; readonly local: CallOutcome };

// workerd writes rows to a new database; this first write makes the row ids equal.
const setup = ['CREATE TABLE first_of_all (a)', 'INSERT INTO first_of_all VALUES (1)'].map((sql) => all(sql));

export async function onBoth(calls: readonly Call[]): Promise<readonly Pair[]> {
  const miniflare = startReference(['both']);
  const local = openLocalD1({ path: join(testFolder(), 'both.sqlite') });
  const pairs: Pair[] = [];
  try {
    const outcomes = await referenceOutcomes(miniflare, 'both', [...setup, ...calls]);
    for (const call of setup) await outcomeOf(local, call);
    for (const [index, call] of calls.entries()) {
      const d1 = outcomes[setup.length + index];
      if (d1 === undefined) throw new Error(`D1 has not answered ${JSON.stringify(call)}.`);
      pairs.push({ call, d1, local: await outcomeOf(local, call) });
    }
  } finally {
    local.close();
    await miniflare.dispose();
  }
  return pairs;
}

export function isEqual(one: CallOutcome, other: CallOutcome): boolean {
  return toTaggedJson(one) === toTaggedJson(other);
}

export function textOf(call: Call): string {
  return 'statement' in call ? call.statement[0] : JSON.stringify(call);
}
