// Carries a fault out: around, before or instead of what the request asks for.

import { setTimeout as delay } from 'node:timers/promises';
import { compressedRows, dripping, endlessRows, type Poured } from './endless.ts';
import { type Answer, failure } from './envelope.ts';
import { missingPermission, wrongCredentials } from './errors.ts';
import type { Fault } from './faults.ts';
import type { Held } from './held.ts';

/** What is sent, or that nothing is sent and the connection is cut. */
export type Outcome = Answer | Poured | 'dropped';

const page =
  '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>Bad gateway</body></html>\n';

/** What lies around the exchanges: those that are held, and the signal that ends every wait when the server stops. */
export type Surroundings = { readonly held: Held; readonly stopped: AbortSignal };

/** What comes of the request under that fault. */
export async function misbehave(
  fault: Fault,
  run: () => Promise<Answer>,
  { held, stopped }: Surroundings,
): Promise<Outcome> {
  switch (fault.what) {
    case 'drop-before':
    case 'drop-mid-request':
      return 'dropped';
    case 'drop-after':
      await run();
      return 'dropped';
    case 'hold-and-cut':
      await run();
      await held.untilCut();
      return 'dropped';
    case 'status-before':
      return errorAnswer(fault.status, fault.retryAfter);
    case 'status-after':
      await run();
      return errorAnswer(fault.status, fault.retryAfter);
    case 'slow':
      return (await passed(fault.ms, stopped)) ? run() : 'dropped';
    case 'malformed-json':
      return halved(await run());
    case 'endless-body':
      await run();
      return endlessRows();
    case 'gzip-bomb':
      await run();
      return compressedRows();
    case 'dripping-body':
      return dripping(await run(), fault.ms);
    case 'html':
      return { status: 502, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: page };
    case 'wrong-token':
      return wrongCredentials().answer;
    case 'no-permission':
      return missingPermission().answer;
  }
}

function errorAnswer(status: number, retryAfter: number | string | undefined): Answer {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  if (status === 429) {
    const message =
      'More than 1200 requests per 300 seconds reached. Please wait and consider throttling your request speed';
    return failure(429, { code: 10429, message }, headers);
  }
  return failure(status, { code: 10001, message: 'Service temporarily unavailable' }, headers);
}

function halved(answer: Answer): Answer {
  return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
}

async function passed(ms: number, stopped: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal: stopped });
    return true;
  } catch (thrown) {
    if (stopped.aborted) return false;
    throw thrown;
  }
}
