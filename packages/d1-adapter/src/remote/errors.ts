// What can go wrong between here and D1, besides the SQL. Each failure says whether the request can have run.

import { RoostError } from '@roostjs/internal-errors';

/** Of a request that failed: it certainly did not run, or nobody here can tell. */
export type Fate = 'not-run' | 'unknown';

/** A refusal as the API words it. */
export type Refusal = {
  readonly status: number;
  readonly code: number | undefined;
  readonly message: string;
};

export function unauthorized(refusal: Refusal): RoostError {
  return refused('REMOTE.UNAUTHORIZED', refusal, 'does not accept the login', {
    hint: 'Correct CLOUDFLARE_API_TOKEN (or CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL), or run `wrangler login`.',
  });
}

export function forbidden(refusal: Refusal): RoostError {
  return refused('REMOTE.FORBIDDEN', refusal, 'does not allow the login to use this account or database', {
    hint: 'Give the token the permission Account > D1 > Edit, and check that account_id is the right account.',
  });
}

export function databaseNotFound(refusal: Refusal): RoostError {
  return refused('REMOTE.DATABASE_NOT_FOUND', refusal, 'finds no such database', {
    hint: 'Check database_id or database_name and the account; `wrangler d1 list` shows the databases there are.',
  });
}

export function rateLimited(refusal: Refusal, retryAfterMs: number | undefined): RoostError {
  return refused('REMOTE.RATE_LIMITED', refusal, 'takes no more requests for now', {
    hint: `${waitText(retryAfterMs) ?? 'Wait some minutes'}, and try again: nothing of this request has run.`,
    details: retryAfterMs === undefined ? {} : { retryAfterMs },
  });
}

export function serverFailed(refusal: Refusal, retryAfterMs: number | undefined): RoostError {
  const wait = waitText(retryAfterMs);
  return refused('REMOTE.SERVER_FAILED', refusal, 'failed', {
    fate: 'unknown',
    hint: `${wait === undefined ? '' : `${wait}. `}Where it only reads, run it again; of a write, look first whether it has taken effect. See https://www.cloudflarestatus.com.`,
    details: retryAfterMs === undefined ? {} : { retryAfterMs },
  });
}

export function requestRefused(refusal: Refusal, fate: Fate): RoostError {
  return refused('REMOTE.REFUSED', refusal, 'refuses the request', {
    fate,
    hint: 'Read what the API says of it, and correct the configuration.',
  });
}

export function unreachable(host: string, reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.UNREACHABLE',
    message: `Cloudflare's API at '${host}' cannot be reached: ${reason}.`,
    hint: 'Check the network, HTTPS_PROXY, NO_PROXY and CLOUDFLARE_API_BASE_URL, and try again.',
    details: { fate: 'not-run', host, reason },
  });
}

/** Does not tell the value: it may hold a password. */
export function proxyInvalid(variable: string): RoostError {
  return new RoostError({
    code: 'REMOTE.PROXY_INVALID',
    message: `The proxy of ${variable} cannot be used: its value is no http or https address.`,
    hint: `Set ${variable} to an address such as http://proxy.example:8080, or unset it.`,
    details: { fate: 'not-run', variable },
  });
}

export function proxyFailed(host: string, variable: string, reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.PROXY_FAILED',
    message: `The proxy of ${variable} gives no connection to '${host}': ${reason}.`,
    hint: `Check ${variable}, and what the proxy allows; name '${host}' in NO_PROXY where none is needed.`,
    details: { fate: 'not-run', host, variable, reason },
  });
}

export function answerLost(host: string, reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.ANSWER_LOST',
    message: `The connection to '${host}' was lost before the answer was there: ${reason}.`,
    hint: 'Where it only reads, run it again; of a write, look first whether it has taken effect.',
    details: { fate: 'unknown', host, reason },
  });
}

/** What came back in place of the API's answer, in few words. */
export type Unreadable = {
  readonly status: number;
  readonly contentType: string;
  readonly problem: string;
};

export function answerUnreadable(answer: Unreadable): RoostError {
  const { status, contentType, problem } = answer;
  return new RoostError({
    code: 'REMOTE.ANSWER_UNREADABLE',
    message: `The answer (status ${status}, ${contentType}) is not one of Cloudflare's API: ${problem}.`,
    hint: 'Check for a proxy in between and CLOUDFLARE_API_BASE_URL; the request may have taken effect.',
    details: { fate: 'unknown', status, contentType, problem },
  });
}

/** Of an answer that was not read to its end. */
export function answerTooLong(status: number, longest: number): RoostError {
  return new RoostError({
    code: 'REMOTE.ANSWER_TOO_LONG',
    message: `The answer (status ${status}) is longer than ${longest} bytes, and was given up there.`,
    hint: 'Check for a proxy in between and CLOUDFLARE_API_BASE_URL; the request may have taken effect.',
    details: { fate: 'unknown', status, longest },
  });
}

const dayMs = 86_400_000;

function waitText(retryAfterMs: number | undefined): string | undefined {
  if (retryAfterMs === undefined) return undefined;
  if (retryAfterMs > dayMs) return 'Wait for more than a day, as Cloudflare asks for';
  return `Wait ${Math.ceil(retryAfterMs / 1000)} seconds, as Cloudflare asks for`;
}

type RefusalText = {
  readonly fate?: Fate;
  readonly hint: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

function refused(code: string, refusal: Refusal, does: string, wording: RefusalText): RoostError {
  const { status, code: apiCode, message } = refusal;
  const { fate = 'not-run', hint, details = {} } = wording;
  const where = apiCode === undefined ? `status ${status}` : `status ${status}, code ${apiCode}`;
  return new RoostError({
    code,
    message: `Cloudflare's API ${does}: ${message} (${where}).`,
    hint,
    details: { fate, status, apiCode, apiMessage: message, ...details },
  });
}
