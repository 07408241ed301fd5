// Three runners at once under random faults. RUNNERS_ROUNDS and RUNNERS_SEED give more rounds, and others: one is repeated
// by RUNNERS_ROUNDS=1 and its number as the seed, as far as the order in which three runners come allows.
import { setTimeout as delay } from 'node:timers/promises';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import { randomFrom } from '../support/random.ts';
import { migratorOf, names, play } from './round.ts';
import { contradictionsIn, truthOf, untruthsOf } from './truth.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const firstSeed = Number(process.env['RUNNERS_SEED'] ?? 1);
const rounds = amountOf('RUNNERS_ROUNDS');
const inGroup = 24;
const atOnce = 8;

const seeds = Array.from({ length: rounds }, (_, index) => firstSeed + index);

/** Reads lag by no commit, by one, or by two: the stand-in takes all of its databases alike. */
const groups = [0, 1, 2].flatMap((lag) => {
  const own = seeds.filter((seed) => seed % 3 === lag);
  const starts = own.map((_, index) => index).filter((index) => index % inGroup === 0);
  return starts.map((start) => ({ lag, first: own[start], own: own.slice(start, start + inGroup) }));
});

describe.each(groups)('reads that lag by $lag, from round $first on', ({ lag, own }) => {
  let cloudflare: Cloudflare;
  beforeAll(async () => {
    cloudflare = await startCloudflare({ databases: own.map((seed) => `round-${seed}`) });
  });
  afterAll(() => cloudflare.stop());

  it('each migration is applied once, and every run reports what happened', async () => {
    cloudflare.behave({ readsLagBy: lag });
    const playing = new AbortController();
    const cutting = cutEvery(cloudflare, playing.signal);
    for (let at = 0; at < own.length; at += atOnce) {
      await Promise.all(own.slice(at, at + atOnce).map((seed) => playRound(cloudflare, seed)));
    }
    playing.abort();
    await cutting;
    cloudflare.clearFaults();
    cloudflare.behave({ readsLagBy: 0 });
    await Promise.all(own.map((seed) => finish(cloudflare, seed)));
  });
});

async function playRound(cloudflare: Cloudflare, seed: number): Promise<void> {
  const uuid = uuidOf(cloudflare, seed);
  const sayings = await play({ cloudflare, uuid, random: randomFrom(seed) });
  const truth = await truthOf(cloudflare, uuid);
  const untruths = sayings.flatMap((saying) => untruthsOf(saying, truth.log));
  const found = [...contradictionsIn(truth), ...untruths];
  expect(found, JSON.stringify({ seed, sayings, truth }, null, 1)).toEqual([]);
}

/** The network works again, and the rest is applied. */
async function finish(cloudflare: Cloudflare, seed: number): Promise<void> {
  const uuid = uuidOf(cloudflare, seed);
  await migratorOf({ cloudflare, uuid }, 'end').migrate();
  const { ledger, cents } = await truthOf(cloudflare, uuid);
  expect([seed, ledger, cents]).toEqual([seed, names, 2 ** names.length]);
}

function uuidOf({ databases }: Cloudflare, seed: number): string {
  return databases.find(({ name }) => name === `round-${seed}`)?.uuid ?? '';
}

/** Cuts what is held, a moment after it is held, so that the others come between. */
async function cutEvery(cloudflare: Cloudflare, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await delay(30);
    cloudflare.cutHeld();
  }
}
