// One exchange with Cloudflare's API: sends a request once. What the reply says is read in reply.ts.

import { boundedText } from './body.ts';
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

/** What sends, and the variable that names the proxy it goes through. */
export type Transport = { readonly fetch: typeof fetch; readonly proxy: string | undefined };

/** Sends a request once. Rejects only where there is no login, no address to send it to or no proxy to send it through. */
export type Api = (request: ApiRequest) => Promise<ApiAnswer>;

export type ApiOptions = {
  readonly baseUrl: () => string;
  readonly login: () => Promise<Login>;
  readonly timeoutMs: number;
  /** Bytes, inflated. */
  readonly maxAnswerBytes: number;
  /** Rejects where there is a way to the API that cannot be taken. */
  readonly transport: () => Promise<Transport>;
  readonly now: () => number;
};

export function apiWith(options: ApiOptions): Api {
  return async (request) => {
    const baseUrl = options.baseUrl();
    const { fetch, proxy } = await options.transport();
    const login = await options.login();
    let reply: Reply;
    try {
      reply = await exchange({ ...options, fetch }, `${baseUrl}${request.path}`, request, login);
    } catch (thrown) {
      const reason = transportFailure(thrown, { host: new URL(baseUrl).host, proxy }, login.redact);
      return { kind: 'failed', reason, repeatable: 'reads', retryAfterMs: undefined };
    }
    return answerIn(reply, options.maxAnswerBytes, login.redact);
  };
}

type Exchange = Pick<ApiOptions, 'timeoutMs' | 'maxAnswerBytes' | 'now'> & Pick<Transport, 'fetch'>;

async function exchange(
  options: Exchange,
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
  const { status, headers, body: answer } = response;
  return {
    status,
    contentType: contentTypeIn(headers.get('content-type')),
    retryAfterMs: retryAfterMs(headers.get('retry-after'), options.now()),
    text: await boundedText(answer, options.maxAnswerBytes),
    toSql: body !== undefined,
  };
}

// It is told in messages, and a sender may write anything there.
function contentTypeIn(header: string | null): string {
  if (header === null) return 'no content type';
  const type = /^[\w.+-]+\/[\w.+-]+(?:; *charset=[\w-]+)?$/i.exec(header)?.[0] ?? '';
  return type !== '' && type.length <= 100 ? type : 'another content type';
}
