// Assembles the remote database. Its dependencies come in as arguments.

import { D1Database } from '../d1/database.ts';
import type { D1Database as D1DatabaseShape } from '../d1.ts';
import { createApi, type Transport } from './api.ts';
import { createLogin, environmentCredentials, type Login } from './credentials.ts';
import { apiBaseUrl, cloudflareVariable, type Environment } from './environment.ts';
import { retryingGraphql } from './graphql.ts';
import { type InsightsPeriod, type InsightsQuery, readInsights } from './insights.ts';
import {
  databasePath,
  locationOf,
  type RemoteD1Address,
  type RemoteLocation,
  readBookmark,
  retryingReader,
} from './location.ts';
import { memoizeAsync } from './memoize-async.ts';
import { fetchThrough, proxyIn } from './proxy.ts';
import { cloudflareErrors } from './refusals.ts';
import type { RetryClock } from './retry.ts';
import { remoteRunner } from './run.ts';
import { readWorkerVersion, type WorkerVersion, type WorkerVersionAddress } from './worker-version.ts';
import { wranglerCredentials } from './wrangler-login.ts';

/** A D1Database that uses Cloudflare's API. */
export interface RemoteD1Database extends D1DatabaseShape {
  /** The account and the database; looks up what was not given. */
  locate(): Promise<RemoteLocation>;
  /** The current bookmark, for `wrangler d1 time-travel restore`. */
  timeTravelBookmark(): Promise<string>;
  /** A version of a Worker in the same account. */
  workerVersion(address: WorkerVersionAddress): Promise<WorkerVersion>;
  /** The statements that ran on it, the most frequent first, as `wrangler d1 insights` reads them. */
  insights(period: InsightsPeriod): Promise<readonly InsightsQuery[]>;
}

export type RemoteSettings = {
  readonly address: RemoteD1Address;
  readonly env: Environment;
  readonly cwd: string;
  readonly requestTimeoutMs: number;
  /** The maximum bytes of an answer after decompression; the rest of a longer one is not read. */
  readonly maxAnswerBytes: number;
};

export type RemoteDependencies = RetryClock & { readonly fetch: typeof fetch };

/** Sends nothing before the first use, which looks up the login, the account and the database once. */
export function remoteDatabase(settings: RemoteSettings, dependencies: RemoteDependencies): RemoteD1Database {
  const { address, env, cwd, requestTimeoutMs: timeoutMs, maxAnswerBytes } = settings;
  const login = memoizeAsync(() => loginOf(cwd, env));
  const transport = memoizeAsync(() => transportOf(env, dependencies.fetch));
  const { now } = dependencies;
  const baseUrl = () => apiBaseUrl(env);
  const errors = cloudflareErrors;
  const api = createApi({ baseUrl, transport, login, timeoutMs, maxAnswerBytes, now, errors });
  const read = retryingReader(api, dependencies);
  const ask = retryingGraphql(api, dependencies);
  const accountId = address.accountId ?? cloudflareVariable(env, 'ACCOUNT_ID');
  const locate = memoizeAsync(() => locationOf({ ...address, accountId }, read));
  const path = async () => databasePath(await locate());
  // The API has no sessions, so there is no bookmark.
  const database = new D1Database(remoteRunner(api, path, dependencies), () => null);
  return Object.assign(database, {
    locate,
    timeTravelBookmark: async () => readBookmark(await path(), read),
    workerVersion: async (version: WorkerVersionAddress) =>
      readWorkerVersion((await locate()).accountId, version, read),
    insights: async (period: InsightsPeriod) => readInsights(await locate(), period, ask),
  });
}

async function transportOf(env: Environment, direct: typeof fetch): Promise<Transport> {
  const proxy = proxyIn(env);
  if (proxy === undefined) return { fetch: direct, proxy: undefined };
  return { fetch: await fetchThrough(proxy), proxy: proxy.variable };
}

async function loginOf(cwd: string, env: Environment): Promise<Login> {
  return createLogin(environmentCredentials(env) ?? (await wranglerCredentials(cwd, env)));
}
