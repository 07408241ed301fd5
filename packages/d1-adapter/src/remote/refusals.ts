// Interprets the API's refusals by their status and code. The codes are from wrangler's sources and Cloudflare's
// documentation.

import type { RoostError } from '@roostjs/internal-errors';
import { SqlFailure } from '../d1/errors.ts';
import type { ApiErrors, Refused, Repeatable } from './api-errors.ts';
import {
  answerLost,
  answerTooLong,
  answerUnreadable,
  databaseNotFound,
  forbidden,
  insightsForbidden,
  type Refusal,
  rateLimited,
  requestRefused,
  serverFailed,
  unauthorized,
  unreachable,
} from './errors.ts';

const sqlFailed = 7500;
const noSuchRoute = 7000;
// Missing, malformed, unknown and expired logins. Status 403 or code 10000 alone does not mean that.
const loginCodes: ReadonlySet<number | undefined> = new Set([1000, 6003, 6111, 9103, 9106, 9109]);

// D1's messages for answers that were lost (developers.cloudflare.com/d1/observability/debug-d1).
const lostAnswers =
  /Network connection lost|storage caused object to be reset|reset because its code was updated/;

// A refusal with 429 certainly did not run, so that even a write may be sent again.
function repeatable({ status, message }: Refusal): Repeatable {
  if (status === 429) return 'always';
  return isTransientStatus(status) || lostAnswers.test(message) ? 'reads' : 'never';
}

export function isTransientStatus(status: number): boolean {
  return status >= 500 || status === 429;
}

function failureFor(refusal: Refusal, refused: Refused): RoostError | SqlFailure {
  const { retryAfterMs, language, isForbidden } = refused;
  const reason = failureOf(refusal, retryAfterMs, language === 'sql');
  if (language !== 'graphql') return reason;
  return isForbidden || ('code' in reason && reason.code === 'REMOTE.FORBIDDEN')
    ? insightsForbidden(refusal)
    : reason;
}

function failureOf(
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
  // 408 and 499 mean that the request was aborted, not that it was refused.
  const mayHaveRun = status === 408 || status === 499 || status < 400;
  return requestRefused(refusal, mayHaveRun ? 'unknown' : 'not-run');
}

/** Those of Cloudflare's API. */
export const cloudflareErrors: ApiErrors = {
  failureFor,
  repeatable,
  unreachable,
  answerLost,
  answerUnreadable,
  answerTooLong,
};
