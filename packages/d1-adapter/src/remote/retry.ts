// Sends a read again where that may help. A write never comes here.

import type { ApiAnswer } from './reply.ts';

/** The clock, a wait on it, and chance from 0 up to 1. */
export type Pacing = {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly random: () => number;
};

const mostAttempts = 4;
const mostTimeMs = 30_000;
const firstWaitMs = 500;

/** The first answer that is final, after at most 4 attempts; none begins later than 30 seconds after the first. */
export async function retried(send: () => Promise<ApiAnswer>, pacing: Pacing): Promise<ApiAnswer> {
  const end = pacing.now() + mostTimeMs;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send();
    if (answer.kind === 'answered' || !answer.transient || attempt === mostAttempts) return answer;
    const waitMs = answer.retryAfterMs ?? backoffMs(attempt, pacing.random());
    if (pacing.now() + waitMs > end) return answer;
    await pacing.wait(waitMs);
  }
}

/** Doubled each time, and spread so that those who failed together do not come back together. */
function backoffMs(attempt: number, chance: number): number {
  return firstWaitMs * 2 ** (attempt - 1) * (0.5 + chance / 2);
}
