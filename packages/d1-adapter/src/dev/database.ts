// A database that a running `wrangler dev` serves, through its local explorer, whose API has the form of Cloudflare's own
// (miniflare's local-explorer/explorer.worker.js).

import { D1Database } from '../d1/database.ts';
import { type Api, createApi } from '../remote/api.ts';
import { isRecord } from '../remote/envelope.ts';
import { memoizeAsync } from '../remote/memoize-async.ts';
import type { RetryClock } from '../remote/retry.ts';
import { remoteRunner } from '../remote/run.ts';
import { databaseNotServed, devErrors, type ServedDatabase } from './errors.ts';

export type DevSettings = {
  /** Where the server answers: its origin, without a path. */
  readonly origin: string;
  readonly databaseId: string;
  readonly requestTimeoutMs: number;
  readonly maxAnswerBytes: number;
};

export type DevDependencies = RetryClock & { readonly fetch: typeof fetch };

// The server has no login.
const login = async () => ({ headers: {}, redact: (text: string) => text });

/** Sends nothing before the first use, which asks the server for its databases once. */
export function devDatabase(settings: DevSettings, dependencies: DevDependencies): D1Database {
  const { origin, databaseId, requestTimeoutMs: timeoutMs, maxAnswerBytes } = settings;
  const { fetch, now } = dependencies;
  const { host } = new URL(origin);
  const api = createApi({
    baseUrl: () => origin,
    // It listens on this machine, so that no proxy is asked.
    transport: async () => ({ fetch, proxy: undefined }),
    login,
    timeoutMs,
    maxAnswerBytes,
    now,
    errors: devErrors(host),
  });
  const path = memoizeAsync(async () => {
    const { root, served } = await explorerOf(api);
    // The server creates an empty database for any id that it is asked for.
    if (!served.some(({ uuid }) => uuid === databaseId)) throw databaseNotServed(host, databaseId, served);
    return `${root}/d1/database/${encodeURIComponent(databaseId)}`;
  });
  return new D1Database(remoteRunner(api, path, dependencies), () => null);
}

// Of Miniflare since 2026-10, and before; some versions answer at both. Another path may be one of the Worker.
const roots = ['/cdn-cgi/local/explorer/api', '/cdn-cgi/explorer/api'] as const;

async function explorerOf(
  api: Api,
): Promise<{ readonly root: string; readonly served: readonly ServedDatabase[] }> {
  let failure: unknown;
  for (const root of roots) {
    const answer = await api({ method: 'GET', path: `${root}/d1/database` });
    if (answer.kind === 'failed') {
      failure = answer.reason;
      continue;
    }
    if (Array.isArray(answer.result)) return { root, served: answer.result.filter(isDatabase) };
    failure = answer.unreadable('it is not a list of databases');
  }
  throw failure;
}

function isDatabase(value: unknown): value is ServedDatabase {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['uuid'] === 'string';
}
