// The entry of `@roostjs/d1-adapter/remote`: a D1Database over Cloudflare's API. Loads no native code.

import { setTimeout as wait } from 'node:timers/promises';
import { milliseconds } from './milliseconds.ts';
import { type RemoteD1Database, remoteDatabase } from './remote/database.ts';
import type { RemoteD1Address } from './remote/location.ts';

export type { RemoteD1Database } from './remote/database.ts';
export type { RemoteD1Address, RemoteLocation } from './remote/location.ts';

export type RemoteD1Options = RemoteD1Address & {
  /** Where the login, the account and the API's address are looked for; `process.env` unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where wrangler is looked for and asked for its login; the current folder unless given. */
  readonly cwd?: string;
  /** Milliseconds for one request; 60,000 unless given, as D1 itself ends a request after 30 seconds. */
  readonly requestTimeoutMs?: number;
};

const defaultRequestTimeoutMs = 60_000;

// The result of a query has at most 50 MB (developers.cloudflare.com/d1/platform/limits): what is longer is none of D1.
const longestAnswer = 64 * 1024 * 1024;

/**
 * A D1 database of a Cloudflare account. Nothing is asked before the first use. Throws a TypeError without a database, or
 * with a wrong time. SQL fails with D1's own errors, and all
 * else with one of the REMOTE.* codes, whose `details.fate` says whether the request can have run.
 */
export function openRemoteD1(options: RemoteD1Options): RemoteD1Database {
  const {
    env = process.env,
    cwd = process.cwd(),
    requestTimeoutMs = defaultRequestTimeoutMs,
    ...address
  } = options;
  // An empty text is what a variable gives that is not set.
  if ((address.databaseId ?? address.databaseName ?? '') === '') {
    throw new TypeError('openRemoteD1() takes a databaseId or a databaseName.');
  }
  milliseconds('requestTimeoutMs', requestTimeoutMs, 1);
  const outside = { fetch, wait, now: Date.now, random: Math.random };
  return remoteDatabase({ address, env, cwd, requestTimeoutMs, longestAnswer }, outside);
}
