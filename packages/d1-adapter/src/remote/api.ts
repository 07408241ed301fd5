// One exchange with Cloudflare's API: sends a request once. What the reply says is read in reply.ts.

import type { Login } from './credentials.ts';
import { type ApiAnswer, answerIn, type Reply } from './reply.ts';
import { retryAfterMs } from './retry-after.ts';
import { transportFailure } from './transport.ts';

export type ApiRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** SQL: nothing else is posted. */
  readonly body?: unknown;
};

/** Sends a request once. Rejects only where there is no login or no address to send it to. */
export type Api = (request: ApiRequest) => Promise<ApiAnswer>;

export type ApiOptions = {
  readonly baseUrl: () => string;
  readonly login: () => Promise<Login>;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
  readonly now: () => number;
};

export function apiWith(options: ApiOptions): Api {
  return async (request) => {
    const baseUrl = options.baseUrl();
    const login = await options.login();
    let reply: Reply;
    try {
      reply = await exchange(options, `${baseUrl}${request.path}`, request, login);
    } catch (thrown) {
      const reason = transportFailure(thrown, new URL(baseUrl).host, login.redact);
      return { kind: 'failed', reason, transient: true, retryAfterMs: undefined };
    }
    return answerIn(reply, login.redact);
  };
}

async function exchange(
  options: ApiOptions,
  url: string,
  { method, body }: ApiRequest,
  login: Login,
): Promise<Reply> {
  const response = await options.fetch(url, {
    method,
    headers: { ...login.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A redirection could carry the login elsewhere; the API has none.
    redirect: 'manual',
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  const { status, headers } = response;
  return {
    status,
    contentType: headers.get('content-type') ?? 'no content type',
    retryAfterMs: retryAfterMs(headers.get('retry-after'), options.now()),
    text: await response.text(),
    toSql: body !== undefined,
  };
}
