// The errors of the remote database that are not about the SQL. Each says whether the request may have run.

import { RoostError } from '@roostjs/internal-errors';

/** What happened to a failed request: it certainly did not run, or it is unknown whether it did. */
export type RequestOutcome = 'not-run' | 'unknown';

/** A refusal of the API. */
export type Refusal = {
  readonly status: number;
  readonly code: number | undefined;
  readonly message: string;
};

export function unauthorized(refusal: Refusal): RoostError {
  return refused('REMOTE.UNAUTHORIZED', refusal, 'rejects the login', {
    hint: 'Correct CLOUDFLARE_API_TOKEN (or CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL), or run `wrangler login`.',
  });
}

export function forbidden(refusal: Refusal): RoostError {
  return refused('REMOTE.FORBIDDEN', refusal, 'does not let this login use the account or the database', {
    hint: 'Give the token the permission Account > D1 > Edit, and check account_id.',
  });
}

export function insightsForbidden(refusal: Refusal): RoostError {
  return refused('REMOTE.FORBIDDEN', refusal, 'does not let this login read the insights of D1', {
    hint: 'Give the token the permission Account > Account Analytics > Read, and check account_id.',
  });
}

export function databaseNotFound(refusal: Refusal): RoostError {
  return refused('REMOTE.DATABASE_NOT_FOUND', refusal, 'cannot find the database', {
    hint: 'Check database_id or database_name and the account; `wrangler d1 list` shows all databases. `wrangler deploy` creates one whose entry has neither.',
  });
}

export function versionNotFound(worker: string, versionId: string, cause?: RoostError): RoostError {
  return new RoostError({
    code: 'REMOTE.VERSION_NOT_FOUND',
    message: `The account has no version '${versionId}' of a Worker '${worker}'.`,
    hint: 'Check the id, the name of the Worker and the account; `wrangler versions list` shows the versions.',
    details: { outcome: 'not-run', worker, versionId },
    ...(cause === undefined ? {} : { cause }),
  });
}

export function versionForbidden({ code, details }: RoostError): RoostError {
  return new RoostError({
    code,
    message: "Cloudflare's API does not let this login read the versions of Workers.",
    hint: 'Give the token the permission Account > Workers Scripts > Read, and check account_id.',
    details,
  });
}

export function rateLimited(refusal: Refusal, retryAfterMs: number | undefined): RoostError {
  return refused('REMOTE.RATE_LIMITED', refusal, 'accepts no more requests for now', {
    hint: `${waitText(retryAfterMs) ?? 'Wait a few minutes'}, and try again. This request has not run.`,
    details: retryAfterMs === undefined ? {} : { retryAfterMs },
  });
}

export function serverFailed(refusal: Refusal, retryAfterMs: number | undefined): RoostError {
  const wait = waitText(retryAfterMs);
  return refused('REMOTE.SERVER_FAILED', refusal, 'failed', {
    outcome: 'unknown',
    hint: `${wait === undefined ? '' : `${wait}. `}If it only reads, run it again; if it writes, first check whether it took effect. See https://www.cloudflarestatus.com.`,
    details: retryAfterMs === undefined ? {} : { retryAfterMs },
  });
}

export function requestRefused(refusal: Refusal, outcome: RequestOutcome): RoostError {
  return refused('REMOTE.REFUSED', refusal, 'refuses the request', {
    outcome,
    hint: 'See the message of the API, and correct the configuration.',
  });
}

export function unreachable(host: string, reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.UNREACHABLE',
    message: `Cannot reach Cloudflare's API at '${host}': ${reason}.`,
    hint: 'Check the network, HTTPS_PROXY, NO_PROXY and CLOUDFLARE_API_BASE_URL, and try again.',
    details: { outcome: 'not-run', host, reason },
  });
}

/** The message does not contain the value, which may include a password. */
export function proxyInvalid(variable: string): RoostError {
  return new RoostError({
    code: 'REMOTE.PROXY_INVALID',
    message: `Cannot use the proxy of ${variable}: its value is not an http or https address.`,
    hint: `Set ${variable} to an address such as http://proxy.example:8080, or unset it.`,
    details: { outcome: 'not-run', variable },
  });
}

export function proxyFailed(host: string, variable: string, reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.PROXY_FAILED',
    message: `The proxy of ${variable} did not connect to '${host}': ${reason}.`,
    hint: `Check ${variable}, and what the proxy allows. If no proxy is needed, add '${host}' to NO_PROXY.`,
    details: { outcome: 'not-run', host, variable, reason },
  });
}

export function answerLost(host: string, reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.ANSWER_LOST',
    message: `The connection to '${host}' was lost before the answer arrived: ${reason}.`,
    hint: 'If it only reads, run it again; if it writes, first check whether it took effect.',
    details: { outcome: 'unknown', host, reason },
  });
}

/** An answer that is not one of the API, in short. */
export type Unreadable = {
  readonly status: number;
  readonly contentType: string;
  readonly problem: string;
};

export function answerUnreadable(answer: Unreadable): RoostError {
  const { status, contentType, problem } = answer;
  return new RoostError({
    code: 'REMOTE.ANSWER_UNREADABLE',
    message: `The answer (status ${status}, ${contentType}) is not an answer of Cloudflare's API: ${problem}.`,
    hint: 'Check CLOUDFLARE_API_BASE_URL, and whether a proxy answered. The request may have taken effect.',
    details: { outcome: 'unknown', status, contentType, problem },
  });
}

/** For an answer that was not read to its end. */
export function answerTooLong(status: number, longest: number): RoostError {
  return new RoostError({
    code: 'REMOTE.ANSWER_TOO_LONG',
    message: `The answer (status ${status}) is longer than ${longest} bytes; the rest was not read.`,
    hint: 'Check CLOUDFLARE_API_BASE_URL, and whether a proxy answered. The request may have taken effect.',
    details: { outcome: 'unknown', status, longest },
  });
}

const dayMs = 86_400_000;

function waitText(retryAfterMs: number | undefined): string | undefined {
  if (retryAfterMs === undefined) return undefined;
  if (retryAfterMs > dayMs) return 'Wait for more than a day, as Cloudflare asks';
  return `Wait ${Math.ceil(retryAfterMs / 1000)} seconds, as Cloudflare asks`;
}

type RefusalText = {
  readonly outcome?: RequestOutcome;
  readonly hint: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

function refused(code: string, refusal: Refusal, does: string, wording: RefusalText): RoostError {
  const { status, code: apiCode, message } = refusal;
  const { outcome = 'not-run', hint, details = {} } = wording;
  const where = apiCode === undefined ? `status ${status}` : `status ${status}, code ${apiCode}`;
  return new RoostError({
    code,
    message: `Cloudflare's API ${does}: ${message} (${where}).`,
    hint,
    details: { outcome, status, apiCode, apiMessage: message, ...details },
  });
}
