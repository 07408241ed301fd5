// What the API's refusals mean, by their status and code. Codes as wrangler's sources and Cloudflare's documents have
// them.

import type { RoostError } from '@roostjs/internal-errors';
import { SqlFailure } from '../d1/errors.ts';
import {
  databaseNotFound,
  forbidden,
  type Refusal,
  rateLimited,
  requestRefused,
  serverFailed,
  unauthorized,
} from './errors.ts';

const sqlFailed = 7500;
const noSuchRoute = 7000;
// Missing, malformed, unknown and expired logins; 403 as a status, or 10000 as a code, alone says less.
const loginCodes: ReadonlySet<number | undefined> = new Set([1000, 6003, 6111, 9103, 9106, 9109]);

// What D1 says of an answer that did not come (developers.cloudflare.com/d1/observability/debug-d1).
const lostAnswers =
  /Network connection lost|storage caused object to be reset|reset because its code was updated/;

/** Whether a read that was refused so may be sent again. */
export function isTransient({ status, message }: Refusal): boolean {
  return isTransientStatus(status) || lostAnswers.test(message);
}

export function isTransientStatus(status: number): boolean {
  return status >= 500 || status === 429;
}

/** Whether it was turned away unread, so that whatever it is may be sent again. */
export function neverRan({ status }: Refusal): boolean {
  return status === 429;
}

/** What a request is told that the API has refused; a SqlFailure only where it had SQL. */
export function failureFor(
  refusal: Refusal,
  retryAfterMs: number | undefined,
  hadSql: boolean,
): RoostError | SqlFailure {
  const { status, code } = refusal;
  if (status >= 500) return serverFailed(refusal, retryAfterMs);
  if (status === 429) return rateLimited(refusal, retryAfterMs);
  if (code === sqlFailed && hadSql) return Object.assign(new SqlFailure(refusal.message), { code });
  if (status === 401 || loginCodes.has(code)) return unauthorized(refusal);
  if (status === 403) return forbidden(refusal);
  if (status === 404 && code !== noSuchRoute) return databaseNotFound(refusal);
  // The first two statuses mean that the request was given up, not that it was refused.
  const unsure = status === 408 || status === 499 || status < 400;
  return requestRefused(refusal, unsure ? 'unknown' : 'not-run');
}
