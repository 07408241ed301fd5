// What the server remembers of each request, for a test to look at. The values of secrets are not kept.

import type { IncomingMessage } from 'node:http';
import { withoutSecrets } from './credentials.ts';

export type RecordedRequest = {
  readonly method: string;
  /** Below the API's base, without the query: `/accounts/…`; `outside:/…` where it is not below the base. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, the text otherwise, undefined where there is none or it was not read. */
  readonly body: unknown;
  /** The status sent, `dropped` where the connection was cut, `running` until either. */
  readonly status: number | 'dropped' | 'running';
  /** Of a body that comes in pieces: bytes that the client has taken, or that wait for it in the connection. */
  readonly sent: number;
  /** Whether the server has such an endpoint. */
  readonly known: boolean;
};

/** The same while it is handled. */
export type OpenRecord = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

/** What the head of a request says. */
export function recordOf(request: IncomingMessage, basePath: string): OpenRecord {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return {
    method: request.method ?? 'GET',
    path: url.pathname.startsWith(`${basePath}/`)
      ? url.pathname.slice(basePath.length)
      : `outside:${url.pathname}`,
    query: Object.fromEntries(url.searchParams),
    headers: withoutSecrets(request.headers),
    body: undefined,
    status: 'running',
    sent: 0,
    known: true,
  };
}

/** The body as a record keeps it. */
export function parsedBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return text;
    throw thrown;
  }
}
