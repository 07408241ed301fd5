// Runs statements with random mistakes, from a seed, on the local driver and on D1: both reject the same statements,
// and the others have the same results and effects. The conformance tests compare the messages.

import { join } from 'node:path';
import { splitStatements } from '@roostjs/internal-sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import type { D1Database } from '../../src/d1.ts';
import { openLocalD1 } from '../../src/local.ts';
import { all, batch, type Call, type CallOutcome, exec, outcomeOf } from '../conformance/call.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import { referenceOutcomes, startReference } from '../support/reference.ts';
import { contentCalls, tablesOf } from './content.ts';
import { isNamedByText, isOnlyComment, mayComeFirst } from './exclusions.ts';
import { mutant, setup } from './mutations.ts';
import { Random } from './random.ts';

const statementsInScript = 20;
const wanted = amountOf('MUTATIONS');
const firstSeed = Number(process.env['MUTATION_SEED'] ?? 1);
const seeds = Array.from({ length: Math.ceil(wanted / statementsInScript) }, (_, index) => firstSeed + index);

describe('the local driver accepts and rejects the same statements as D1', () => {
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
    'of the statements of seed %i',
    async (seed) => {
      const ours = openLocalD1({ path: join(folder, `${seed}.sqlite`) });
      const script = [...setup.map((sql) => all(sql)), ...mutants(new Random(seed))];
      const outcomes = await outcomesOf(ours, script);
      const content = contentCalls(await tablesOf(ours));
      const left = await outcomesOf(ours, content);
      ours.close();
      const expected = await referenceOutcomes(miniflare, `seed-${seed}`, [...script, ...content]);
      for (const [index, outcome] of outcomes.entries()) {
        expect(comparable(outcome), JSON.stringify(script[index])).toEqual(comparable(expected[index]));
      }
      expect(left.map(comparable)).toEqual(expected.slice(script.length).map(comparable));
    },
    60_000,
  );
});

function mutants(random: Random): readonly Call[] {
  return random.several(statementsInScript, statementsInScript, () => {
    let sql = mutant(random);
    while (isExcluded(sql)) sql = mutant(random);
    const share = random.below(10);
    if (share === 0) return exec(sql);
    return share === 1 ? batch(sql, 'SELECT count(*) FROM log') : all(sql);
  });
}

function isExcluded(sql: string): boolean {
  const texts = [sql, ...sql.split('\n')];
  return (
    isNamedByText(sql) || texts.some(isOnlyComment) || !splitStatements(sql).slice(0, -1).every(leavesNothing)
  );
}

/** A statement that returns rows, EXPLAIN and PRAGMA included, would stay in progress while a later one runs. */
function leavesNothing(sql: string): boolean {
  return mayComeFirst(sql) && /^(?:INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b/.test(sql);
}

async function outcomesOf(db: D1Database, calls: readonly Call[]): Promise<readonly CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  for (const call of calls) outcomes.push(await outcomeOf(db, call));
  return outcomes;
}

/**
 * Definitions are stored with single quotes where D1 stores double quotes, and a Durable Object restarts after COMMIT
 * fails.
 */
function comparable(outcome: CallOutcome | undefined): unknown {
  if (outcome?.kind === 'error') return { kind: 'error' };
  const text = JSON.stringify(outcome).replace(/"last_row_id":\d+/g, '"last_row_id":0');
  return JSON.parse(text.replaceAll(String.raw`\"`, "'").replaceAll("''", "'"));
}
