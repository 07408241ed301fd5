// Puts the remote database together. All that lies outside of it comes in as arguments.

import { D1Database } from '../d1/database.ts';
import type { D1Database as D1DatabaseShape } from '../d1.ts';
import { apiWith, type Connection } from './api.ts';
import { credentialsIn, type Login, loginWith } from './credentials.ts';
import { apiBaseUrl, cloudflareVariable, type Environment } from './environment.ts';
import {
  bookmarkAt,
  databasePath,
  locationOf,
  type RemoteD1Address,
  type RemoteLocation,
  readerOf,
} from './location.ts';
import { once } from './memoize-async.ts';
import { fetchThrough, proxyIn } from './proxy.ts';
import type { Pacing } from './retry.ts';
import { remoteRunner } from './run.ts';
import { wranglerCredentials } from './wrangler-login.ts';

/** A D1Database behind Cloudflare's API. */
export interface RemoteD1Database extends D1DatabaseShape {
  /** The account and the database, asked for where they were not given. */
  locate(): Promise<RemoteLocation>;
  /** The bookmark of now, for `wrangler d1 time-travel restore`. */
  timeTravelBookmark(): Promise<string>;
}

export type RemoteSettings = {
  readonly address: RemoteD1Address;
  readonly env: Environment;
  readonly cwd: string;
  readonly requestTimeoutMs: number;
  /** Bytes of an answer, inflated; of a longer one the rest is not read. */
  readonly longestAnswer: number;
};

export type Outside = Pacing & { readonly fetch: typeof fetch };

/** Nothing is asked before the first use; login, account and id are then asked for once. */
export function remoteDatabase(settings: RemoteSettings, outside: Outside): RemoteD1Database {
  const { address, env, cwd, requestTimeoutMs: timeoutMs, longestAnswer } = settings;
  const login = once(() => loginOf(env, cwd));
  const connection = once(() => connectionOf(env, outside.fetch));
  const { now } = outside;
  const baseUrl = () => apiBaseUrl(env);
  const api = apiWith({ baseUrl, connection, login, timeoutMs, longestAnswer, now });
  const read = readerOf(api, outside);
  const accountId = address.accountId ?? cloudflareVariable(env, 'ACCOUNT_ID');
  const locate = once(() => locationOf({ ...address, accountId }, read));
  const path = async () => databasePath(await locate());
  // The API has no sessions: there is no bookmark to begin the next one with.
  const database = new D1Database(remoteRunner(api, path, outside), () => null);
  return Object.assign(database, { locate, timeTravelBookmark: async () => bookmarkAt(await path(), read) });
}

async function connectionOf(env: Environment, direct: typeof fetch): Promise<Connection> {
  const proxy = proxyIn(env);
  if (proxy === undefined) return { fetch: direct, proxy: undefined };
  return { fetch: await fetchThrough(proxy), proxy: proxy.variable };
}

async function loginOf(env: Environment, cwd: string): Promise<Login> {
  return loginWith(credentialsIn(env) ?? (await wranglerCredentials(cwd, env)));
}
