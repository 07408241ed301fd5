// A Worker's project whose database is the stand-in's, with the real wrangler started in it, and roost run.
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import {
  contactsIn,
  type Ended,
  loopbackOnly,
  runNode,
  wranglerScript,
} from '../../../cloudflare/test/support/process.ts';
import { type Project as CommandProject, emptyProject } from '../../../command/test/support/project.ts';
import { localQuery, type Query } from './snapshot.ts';

export type Project = {
  readonly cloudflare: Cloudflare;
  readonly name: string;
  readonly path: CommandProject['path'];
  readonly write: CommandProject['write'];
  roost(...args: readonly string[]): Promise<Ended>;
  /** Runs wrangler; rejects where it tried to connect to anything but loopback. */
  wrangler(...args: readonly string[]): Promise<Ended>;
  /** Queries the stand-in's database, past the API. */
  readonly remote: Query;
  /** Queries the local database below this folder of the project. */
  local(persistRoot: string): Query;
};

/**
 * Starts the stand-in of this file, with a database for each of so many projects, or with these names. Concurrent tests hand in their own
 * hook. `settings` are more of the database in the configuration.
 */
export function projects(
  databases: number | readonly string[],
): (atEnd?: typeof onTestFinished, settings?: Readonly<Record<string, string>>) => Promise<Project> {
  let cloudflare: Cloudflare | undefined;
  let taken = 0;
  beforeAll(async () => {
    cloudflare = await startCloudflare({
      databases:
        typeof databases === 'number'
          ? Array.from({ length: databases }, (_, index) => `app-${index}`)
          : databases,
    });
  });
  afterAll(() => cloudflare?.stop());
  return async (atEnd = onTestFinished, settings = {}) => {
    const database = cloudflare?.databases[taken++];
    if (cloudflare === undefined || database === undefined) throw new Error('There is no database left');
    const { name, uuid } = database;
    const d1 = { binding: 'DB', database_name: name, database_id: uuid, ...settings };
    const config = { name: 'project', compatibility_date: '2026-01-01', d1_databases: [d1] };
    const files = await emptyProject({ 'wrangler.json': JSON.stringify(config), 'contacts.txt': '' });
    atEnd(() => files[Symbol.asyncDispose]());
    return projectIn(files, cloudflare, name);
  };
}

function projectIn(
  { root, path, write, roost }: CommandProject,
  cloudflare: Cloudflare,
  name: string,
): Project {
  const env = {
    HOME: root,
    CI: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    CLOUDFLARE_API_BASE_URL: cloudflare.url,
    CLOUDFLARE_API_TOKEN: cloudflare.token,
    CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
  };
  return {
    cloudflare,
    name,
    path,
    write,
    roost: (...args) => roost(args, { env }),
    wrangler: async (...args) => {
      const ended = await runNode([...wranglerScript, ...args], root, {
        ...env,
        ...loopbackOnly(path('contacts.txt')),
      });
      const strangers = (await contactsIn(path('contacts.txt'))).filter(isStranger);
      if (strangers.length > 0) throw new Error(`wrangler ${args.join(' ')} asked ${strangers.join(', ')}`);
      return ended;
    },
    remote: async (sql) => (await cloudflare.run(name, sql)).flat(),
    local: (persistRoot) => localQuery(path(persistRoot)),
  };
}

function isStranger(host: string): boolean {
  return host !== '127.0.0.1' && host !== 'localhost';
}
