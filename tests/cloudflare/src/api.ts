// The API: from a request to its answer, every check of its form included. It knows nothing of sockets and faults.

import type { IncomingHttpHeaders } from 'node:http';
import { checkCredentials } from './credentials.ts';
import { findDatabase, listDatabases, queryDatabase } from './d1.ts';
import type { Account, Endpoint } from './endpoint.ts';
import type { Answer } from './envelope.ts';
import {
  ApiError,
  malformedRequest,
  noSuchRoute,
  unknownToken,
  unverifiedToken,
  wrongCredentials,
} from './errors.ts';
import { graphql } from './graphql.ts';
import { importFile, upload } from './import.ts';
import { bookmark, restore } from './time-travel.ts';
import { accounts, memberships, user, verifyToken } from './user.ts';
import { findVersion } from './versions.ts';

/** A request that has arrived whole. */
export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

type Route = {
  readonly method: string;
  readonly path: RegExp;
  /** A file comes without credentials: its URL was given to who had them. */
  readonly takes: 'nothing' | 'json' | 'file';
  readonly endpoint: Endpoint;
};

const routes: readonly Route[] = [
  route('GET /accounts', 'nothing', accounts),
  route('GET /memberships', 'nothing', memberships),
  route('GET /user', 'nothing', user),
  route('GET /user/tokens/verify', 'nothing', verifyToken),
  route('POST /graphql', 'json', graphql),
  route('GET /accounts/*/d1/database', 'nothing', listDatabases),
  route('GET /accounts/*/d1/database/*', 'nothing', findDatabase),
  route('POST /accounts/*/d1/database/*/query', 'json', queryDatabase('objects')),
  route('POST /accounts/*/d1/database/*/raw', 'json', queryDatabase('arrays')),
  route('POST /accounts/*/d1/database/*/import', 'json', importFile),
  route('PUT /uploads/*', 'file', upload),
  route('GET /accounts/*/d1/database/*/time_travel/bookmark', 'nothing', bookmark),
  route('POST /accounts/*/d1/database/*/time_travel/restore', 'nothing', restore),
  route('GET /accounts/*/workers/scripts/*/versions/*', 'nothing', findVersion),
];

/** Whether there is an endpoint for it. */
export function isKnown(request: { readonly method: string; readonly path: string }): boolean {
  return routeOf(request) !== undefined;
}

/** The answer, refusals included. Rejects only where the server itself is at fault. */
export async function answer(account: Account, request: ApiRequest): Promise<Answer> {
  try {
    const found = routeOf(request);
    if (found?.takes !== 'file') {
      checkCredentials(request.headers, account.credentials, refusalAt(request.path));
    }
    if (found === undefined) throw noSuchRoute();
    const parts = (found.path.exec(request.path) ?? []).slice(1).map(decodeURIComponent);
    return await found.endpoint(account, { parts, query: request.query, body: bodyOf(request, found.takes) });
  } catch (thrown) {
    if (thrown instanceof ApiError) return thrown.answer;
    throw thrown;
  }
}

function route(methodAndPath: string, takes: Route['takes'], endpoint: Endpoint): Route {
  const [method = '', path = ''] = methodAndPath.split(' ');
  return { method, path: new RegExp(`^${path.replaceAll('*', '([^/]+)')}$`), takes, endpoint };
}

function routeOf({ method, path }: { readonly method: string; readonly path: string }): Route | undefined {
  return routes.find((candidate) => candidate.method === method && candidate.path.test(path));
}

function refusalAt(path: string): () => ApiError {
  if (path === '/user/tokens/verify') return unverifiedToken;
  return path.startsWith('/accounts/') ? wrongCredentials : unknownToken;
}

function bodyOf({ headers, text }: ApiRequest, takes: Route['takes']): unknown {
  if (takes === 'nothing') return undefined;
  if (takes === 'file') return text;
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw malformedRequest(`Expected content type application/json, received '${type}'`);
  }
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw malformedRequest(thrown.message);
    throw thrown;
  }
}
