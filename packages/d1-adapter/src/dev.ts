// The entry of `@roostjs/d1-adapter/dev`: a D1Database that a running `wrangler dev` serves. It loads no native code.

import { setTimeout as wait } from 'node:timers/promises';
import type { D1Database } from './d1.ts';
import { devDatabase } from './dev/database.ts';
import { milliseconds } from './milliseconds.ts';

export type DevD1Options = {
  /** Where the server answers, for example `http://localhost:8787`. */
  readonly url: string;
  /** The id by which it serves the database: `preview_database_id`, else `database_id`, else the binding. */
  readonly databaseId: string;
  /** Milliseconds for one request; 60,000 by default. */
  readonly requestTimeoutMs?: number;
};

const defaultRequestTimeoutMs = 60_000;
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * A D1 database of a running `wrangler dev`, through the server itself: its Worker never waits for a lock of another
 * process, and never meets SQLITE_BUSY. It sends nothing before the first use. Throws a TypeError if the url is not an http
 * address, no id is given or the timeout is invalid. Errors in the SQL are D1's own; all others have one of the DEV.* codes,
 * whose `details.outcome` says whether the request may have run.
 */
export function openDevD1(options: DevD1Options): D1Database {
  const { url, databaseId, requestTimeoutMs = defaultRequestTimeoutMs } = options;
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol))
    throw new TypeError(`openDevD1() needs an http address as url, not ${JSON.stringify(url)}.`);
  if (databaseId === '') throw new TypeError('openDevD1() needs a databaseId.');
  milliseconds('requestTimeoutMs', requestTimeoutMs, 1);
  const dependencies = { fetch, wait, now: Date.now, random: Math.random };
  return devDatabase({ origin: address.origin, databaseId, requestTimeoutMs, maxAnswerBytes }, dependencies);
}
