// Sends a request again where that may help, and where nothing can run twice by it.

import type { ApiAnswer } from './reply.ts';

/** The clock, a wait on it, and chance from 0 up to 1. */
export type RetryClock = {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly random: () => number;
};

const maxAttempts = 4;
const maxTimeMs = 30_000;
const firstWaitMs = 500;

/**
 * The first answer that is final, after at most 4 attempts; none begins later than 30 seconds after the first, nor sooner than
 * the API asks for. What writes is sent again only where it is known not to have run.
 */
export async function sendWithRetries(
  send: () => Promise<ApiAnswer>,
  clock: RetryClock,
  effect: 'reads' | 'writes',
): Promise<ApiAnswer> {
  const end = clock.now() + maxTimeMs;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send();
    if (answer.kind === 'answered' || attempt === maxAttempts || !isWorthIt(answer, effect)) return answer;
    // Of a wait that is asked for as none at all, or that lies in the past, the own one is left.
    const waitMs = Math.max(answer.retryAfterMs ?? 0, backoffMs(attempt, clock.random()));
    if (clock.now() + waitMs > end) return answer;
    await clock.wait(waitMs);
  }
}

type Failed = Extract<ApiAnswer, { kind: 'failed' }>;

function isWorthIt({ repeatable }: Failed, effect: 'reads' | 'writes'): boolean {
  return repeatable === 'always' || (repeatable === 'reads' && effect === 'reads');
}

/** Doubled each time, and spread so that those who failed together do not come back together. */
function backoffMs(attempt: number, chance: number): number {
  return firstWaitMs * 2 ** (attempt - 1) * (0.5 + chance / 2);
}
