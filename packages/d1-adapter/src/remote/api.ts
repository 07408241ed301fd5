// Sends one request to an API of Cloudflare's form. reply.ts interprets the reply.

import type { ApiErrors, Language } from './api-errors.ts';
import { boundedText } from './body.ts';
import type { Login } from './credentials.ts';
import { type ApiAnswer, interpretReply, type Reply } from './reply.ts';
import { retryAfterMs } from './retry-after.ts';
import { transportFailure } from './transport.ts';

export type ApiRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** What is asked in the body. */
  readonly language?: Language;
};

/** The function that sends, and the variable that names its proxy, if there is one. */
export type Transport = { readonly fetch: typeof fetch; readonly proxy: string | undefined };

/** Sends a request once. Rejects only if the login, the API's address or the proxy is missing or invalid. */
export type Api = (request: ApiRequest) => Promise<ApiAnswer>;

export type ApiOptions = {
  readonly baseUrl: () => string;
  readonly login: () => Promise<Login>;
  readonly timeoutMs: number;
  /** Bytes after decompression. */
  readonly maxAnswerBytes: number;
  /** Rejects if the proxy is invalid. */
  readonly transport: () => Promise<Transport>;
  readonly now: () => number;
  readonly errors: ApiErrors;
};

export function createApi(options: ApiOptions): Api {
  return async (request) => {
    const baseUrl = options.baseUrl();
    const { fetch, proxy } = await options.transport();
    const login = await options.login();
    let reply: Reply;
    try {
      reply = await exchange({ ...options, fetch }, `${baseUrl}${request.path}`, request, login);
    } catch (thrown) {
      const reason = transportFailure(
        thrown,
        { host: new URL(baseUrl).host, proxy, errors: options.errors },
        login.redact,
      );
      return { kind: 'failed', reason, repeatable: 'reads', retryAfterMs: undefined };
    }
    return interpretReply(reply, options, login.redact);
  };
}

type Exchange = Pick<ApiOptions, 'timeoutMs' | 'maxAnswerBytes' | 'now'> & Pick<Transport, 'fetch'>;

async function exchange(
  options: Exchange,
  url: string,
  { method, body, language }: ApiRequest,
  login: Login,
): Promise<Reply> {
  const response = await options.fetch(url, {
    method,
    headers: { ...login.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A redirect could send the login to another host; the API never redirects.
    redirect: 'manual',
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  const { status, headers, body: answer } = response;
  return {
    status,
    contentType: contentTypeIn(headers.get('content-type')),
    retryAfterMs: retryAfterMs(headers.get('retry-after'), options.now()),
    text: await boundedText(answer, options.maxAnswerBytes),
    language,
  };
}

// Messages contain it, and a sender may write anything there.
function contentTypeIn(header: string | null): string {
  if (header === null) return 'no content type';
  const type = /^[\w.+-]+\/[\w.+-]+(?:; *charset=[\w-]+)?$/i.exec(header)?.[0] ?? '';
  return type !== '' && type.length <= 100 ? type : 'another content type';
}
