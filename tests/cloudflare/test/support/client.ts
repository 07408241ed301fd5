// Speaks to a stand-in with plain fetch, as any client may. One stand-in serves a test file; each test takes a
// database that no other has used.

import { afterAll, afterEach, beforeAll } from 'vitest';
import { usualBehaviour } from '../../src/behaviour.ts';
import { type Cloudflare, startCloudflare } from '../../src/index.ts';

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

export type Client = {
  readonly cloudflare: Cloudflare;
  /** Takes a database that is still empty. */
  database(): string;
  /** Sends a request with the right token. Rejects where the connection is cut. */
  send(method: string, path: string, init?: SendInit): Promise<Reply>;
  /** Sends a body to an endpoint of the database. */
  post(uuid: string, body: unknown, endpoint?: string): Promise<Reply>;
  /** The names of the tables that somebody made. */
  tables(uuid: string): Promise<readonly unknown[]>;
};

type SendInit = { readonly headers?: Record<string, string>; readonly body?: string };

const names = Array.from({ length: 40 }, (_, index) => `test-${index}`);

/** Starts the stand-in of this file; between two tests it forgets faults, behaviour and requests. */
export function aClient(): Client {
  let running: Cloudflare | undefined;
  let taken = 0;
  const cloudflare = (): Cloudflare => {
    if (running === undefined) throw new Error('The stand-in is not started');
    return running;
  };
  beforeAll(async () => {
    running = await startCloudflare({ databases: names });
  });
  afterEach(() => {
    cloudflare().clearFaults();
    cloudflare().behave(usualBehaviour);
    cloudflare().forget();
  });
  afterAll(() => cloudflare().stop());

  const client: Client = {
    get cloudflare() {
      return cloudflare();
    },
    database() {
      const info = cloudflare().databases[taken];
      if (info === undefined) throw new Error('There are too few databases for these tests');
      taken += 1;
      return info.uuid;
    },
    async send(method, path, { headers = {}, body } = {}) {
      const response = await fetch(`${cloudflare().url}${path}`, {
        method,
        headers: { authorization: `Bearer ${cloudflare().token}`, ...headers },
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    post: (uuid, body, endpoint = 'query') =>
      client.send('POST', `/accounts/${cloudflare().accountId}/d1/database/${uuid}/${endpoint}`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async tables(uuid) {
      const sql =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name";
      return (await cloudflare().db(uuid).prepare(sql).all()).results.map(({ name }) => name);
    },
  };
  return client;
}

/** The one thing that the request gave, where it succeeded. */
export function resultOf({ status, text }: Reply): unknown {
  if (status !== 200) throw new Error(`Status ${status}: ${text}`);
  return JSON.parse(text).result;
}

/** Status, code and message of a refusal. */
export function refusalOf({ status, text }: Reply): readonly unknown[] {
  const { success, result, errors } = JSON.parse(text);
  if (success !== false || result !== null || errors.length !== 1) throw new Error(`Not a refusal: ${text}`);
  return [status, errors[0].code, errors[0].message];
}
