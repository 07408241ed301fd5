// Sends a request again if that may help and nothing can run twice.

import type { ApiAnswer } from './reply.ts';

/** The time, a wait, and a random number from 0 up to 1. */
export type RetryClock = {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly random: () => number;
};

const maxAttempts = 4;
const maxTimeMs = 30_000;
const firstWaitMs = 500;

/**
 * The first final answer, after at most 4 attempts. No attempt begins later than 30 seconds after the first, or sooner
 * than the API asks. A write is sent again only if it certainly did not run.
 */
export async function sendWithRetries(
  send: () => Promise<ApiAnswer>,
  clock: RetryClock,
  effect: 'reads' | 'writes',
): Promise<ApiAnswer> {
  const end = clock.now() + maxTimeMs;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send();
    if (answer.kind === 'answered' || attempt === maxAttempts || !mayRetry(answer, effect)) return answer;
    // The API may ask for no wait, or for one that is already over: the backoff is the minimum.
    const waitMs = Math.max(answer.retryAfterMs ?? 0, backoffMs(attempt, clock.random()));
    if (clock.now() + waitMs > end) return answer;
    await clock.wait(waitMs);
  }
}

type Failed = Extract<ApiAnswer, { kind: 'failed' }>;

function mayRetry({ repeatable }: Failed, effect: 'reads' | 'writes'): boolean {
  return repeatable === 'always' || (repeatable === 'reads' && effect === 'reads');
}

/** Doubles each time, with jitter, so that clients that failed together do not retry together. */
function backoffMs(attempt: number, random: number): number {
  return firstWaitMs * 2 ** (attempt - 1) * (0.5 + random / 2);
}
