// The entry of `@roostjs/d1-adapter/remote`: a D1Database over Cloudflare's API. It loads no native code.

import { setTimeout as wait } from 'node:timers/promises';
import { milliseconds } from './milliseconds.ts';
import { type RemoteD1Database, remoteDatabase } from './remote/database.ts';
import type { RemoteD1Address } from './remote/location.ts';

export type { RemoteD1Database } from './remote/database.ts';
export type { InsightsPeriod, InsightsQuery } from './remote/insights.ts';
export type { RemoteD1Address, RemoteLocation } from './remote/location.ts';
export type { WorkerVersion, WorkerVersionAddress } from './remote/worker-version.ts';

export type RemoteD1Options = RemoteD1Address & {
  /** The variables that may name the login, the account and the API's address; `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The folder in which wrangler is looked up and asked for its login; the current folder by default. */
  readonly cwd?: string;
  /** Milliseconds for one request; 60,000 by default. D1 itself ends a request after 30 seconds. */
  readonly requestTimeoutMs?: number;
};

const defaultRequestTimeoutMs = 60_000;

// D1's results have at most 50 MB (developers.cloudflare.com/d1/platform/limits): a longer answer is not from D1.
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * A D1 database of a Cloudflare account. It sends nothing before the first use. Throws a TypeError if no database is
 * given or the timeout is invalid. Errors in the SQL are D1's own; all others have one of the REMOTE.* codes, whose
 * `details.outcome` says whether the request may have run.
 */
export function openRemoteD1(options: RemoteD1Options): RemoteD1Database {
  const {
    env = process.env,
    cwd = process.cwd(),
    requestTimeoutMs = defaultRequestTimeoutMs,
    ...address
  } = options;
  // An empty string is what an unset shell variable expands to.
  if ((address.databaseId ?? address.databaseName ?? '') === '') {
    throw new TypeError('openRemoteD1() needs a databaseId or a databaseName.');
  }
  milliseconds('requestTimeoutMs', requestTimeoutMs, 1);
  const dependencies = { fetch, wait, now: Date.now, random: Math.random };
  return remoteDatabase({ address, env, cwd, requestTimeoutMs, maxAnswerBytes }, dependencies);
}
