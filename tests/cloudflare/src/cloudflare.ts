// Starts and stops the stand-in, and is what a test holds of it. Loopback only.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type Behaviour, usualBehaviour } from './behaviour.ts';
import type { D1 } from './binding.ts';
import type { Credentials } from './credentials.ts';
import { type DatabaseInfo, Databases } from './databases.ts';
import type { Account, Insight, Version } from './endpoint.ts';
import { send } from './execute.ts';
import { type FaultRule, Faults } from './faults.ts';
import { Held } from './held.ts';
import type { RecordedRequest } from './record.ts';
import { basePath, exchange } from './serve.ts';

export type CloudflareOptions = {
  /** The names of the databases that there are from the start; one called `app` where none are given. */
  readonly databases?: readonly string[];
  readonly behaviour?: Partial<Behaviour>;
};

/** The rows of a statement as lists. */
export type Rows = readonly (readonly unknown[])[];

/** A running stand-in for one Cloudflare account. */
export type Cloudflare = {
  /** The base of the API, for CLOUDFLARE_API_BASE_URL. */
  readonly url: string;
  readonly accountId: string;
  readonly token: string;
  /** The global API key, and the email that goes with it. */
  readonly key: string;
  readonly email: string;
  readonly databases: readonly DatabaseInfo[];
  /** Every request since the start or the last `forget()`, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  forget(): void;
  /** Adds a version of a Worker. */
  addVersion(version: Version): void;
  /** Adds an empty database. */
  add(name: string): Promise<DatabaseInfo>;
  /** Its binding, past the API; throws where there is none. */
  db(nameOrUuid: string): D1;
  /** The rows of each statement, in one transaction and one request. */
  run(nameOrUuid: string, ...sql: readonly string[]): Promise<readonly Rows[]>;
  fail(rule: FaultRule): void;
  clearFaults(): void;
  /** From now on, these are the statements that ran on the database, for its insights. */
  ran(nameOrUuid: string, insights: readonly Insight[]): void;
  /** Resolves once a request of the fault `hold-and-cut` has run and is held. */
  held(): Promise<void>;
  /** Cuts the connections of those that are held. */
  cutHeld(): void;
  /** From the next request on. */
  behave(change: Partial<Behaviour>): void;
  /** Cuts what is still running, and ends workerd. */
  stop(): Promise<void>;
};

/** A stand-in of its own, with databases of its own, that answers once this resolves. */
export async function startCloudflare(options: CloudflareOptions = {}): Promise<Cloudflare> {
  const databases = new Databases();
  await databases.open(options.databases ?? ['app']);
  const faults = new Faults();
  const held = new Held();
  const requests: RecordedRequest[] = [];
  const versions: Version[] = [];
  const stopping = new AbortController();
  let behaviour: Behaviour = { ...usualBehaviour, ...options.behaviour };
  let url = '';
  const account: Account = {
    id: randomBytes(16).toString('hex'),
    credentials: newCredentials(),
    databases,
    versions,
    uploads: new Map(),
    insights: new Map(),
    behaviour: () => behaviour,
    url: () => url,
  };
  const exchanges = { account, faults, held, requests, stopped: stopping.signal };
  const server = createServer((request, response) => void exchange(exchanges, request, response));
  url = `http://127.0.0.1:${await listen(server)}${basePath}`;

  return {
    url,
    accountId: account.id,
    ...account.credentials,
    requests,
    get databases() {
      return databases.infos;
    },
    forget: () => void requests.splice(0),
    addVersion: (version) => void versions.push(version),
    add: async (name) => {
      await databases.open([name]);
      return databases.get(name).info;
    },
    db: (nameOrUuid) => databases.get(nameOrUuid).d1,
    run: async (nameOrUuid, ...texts) => {
      const statements = texts.map((sql) => ({ sql, params: [] }));
      return (await send(databases.get(nameOrUuid), statements)).map(({ results }) => results.rows);
    },
    fail: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    ran: (nameOrUuid, insights) => void account.insights.set(databases.get(nameOrUuid).info.uuid, insights),
    held: () => held.next(),
    cutHeld: () => held.cutAll(),
    behave: (change) => {
      behaviour = { ...behaviour, ...change };
    },
    stop: async () => {
      stopping.abort();
      held.cutAll();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await databases.close();
    },
  };
}

// Tokens of Cloudflare have 40 characters, keys 37.
function newCredentials(): Credentials {
  return {
    token: randomBytes(20).toString('hex'),
    key: randomBytes(19).toString('hex').slice(1),
    email: 'someone@example.com',
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}
