// The remote driver with a stand-in for Cloudflare's API. Waits are recorded, but take no time.

import { createServer, type RequestListener } from 'node:http';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, afterEach, beforeAll, onTestFinished } from 'vitest';

import { type RemoteD1Database, type RemoteSettings, remoteDatabase } from '../../src/remote/database.ts';

/** Smaller than in production, for the tests. */
export const maxAnswerBytes: number = 1024 * 1024;

export type Remote = {
  readonly cloudflare: Cloudflare;
  /** The waits between attempts since the test began, in milliseconds. */
  readonly waits: readonly number[];
  open(change?: Partial<RemoteSettings>): RemoteD1Database;
};

/**
 * Starts a stand-in for the test file, with the database `app`. Its faults and requests are cleared after each test.
 */
export function aRemote(): Remote {
  let running: Cloudflare | undefined;
  const waits: number[] = [];
  const cloudflare = (): Cloudflare => {
    if (running === undefined) throw new Error('The stand-in is not started');
    return running;
  };
  beforeAll(async () => {
    running = await startCloudflare();
    await running.db('app').exec('CREATE TABLE t (a)');
  });
  afterEach(async () => {
    cloudflare().clearFaults();
    cloudflare().forget();
    waits.splice(0);
    await cloudflare().db('app').exec('DELETE FROM t');
  });
  afterAll(() => cloudflare().stop());
  return {
    get cloudflare() {
      return cloudflare();
    },
    waits,
    open: (change = {}) => openAt(settingsFor(cloudflare(), change), waits),
  };
}

/** Only waits advance the clock. */
export function openAt(settings: RemoteSettings, waits: number[] = []): RemoteD1Database {
  return remoteDatabase(settings, {
    fetch,
    now: () => 1_800_000_000_000 + waits.reduce((sum, ms) => sum + ms, 0),
    wait: async (ms) => void waits.push(ms),
    random: () => 0.5,
  });
}

function settingsFor(cloudflare: Cloudflare, change: Partial<RemoteSettings>): RemoteSettings {
  const { url, token, accountId } = cloudflare;
  return {
    address: { accountId, databaseName: 'app', databaseId: cloudflare.databases[0]?.uuid },
    env: { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: token },
    cwd: '/',
    requestTimeoutMs: 20_000,
    maxAnswerBytes,
    ...change,
  };
}

/** The address of a server with this listener, which runs until the test ends. */
export async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** An address on which nothing listens. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** A database at that address, with that token. */
export function openElsewhere(url: string, token: string): RemoteD1Database {
  const env = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: token };
  const limits = { requestTimeoutMs: 20_000, maxAnswerBytes: 64 * maxAnswerBytes };
  return openAt({ address: { accountId: 'a', databaseId: 'b' }, env, cwd: '/', ...limits });
}
