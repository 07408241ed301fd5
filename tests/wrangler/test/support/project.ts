// A Worker's project whose database is the stand-in's, with the real wrangler and the built roost started in it.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { contactsIn, type Ended, loopbackOnly, runNode } from '../../../cloudflare/test/support/process.ts';
import { localQuery, type Query } from './snapshot.ts';

const roostPackage = fileURLToPath(import.meta.resolve('@roostjs/cli/package.json'));
const wranglerPackage = fileURLToPath(import.meta.resolve('wrangler/package.json'));
const roostScript = join(roostPackage, '..', 'bin', 'roost.js');
const wranglerScript = join(wranglerPackage, '..', 'bin', 'wrangler.js');

export type Project = {
  readonly cloudflare: Cloudflare;
  readonly name: string;
  path(...segments: readonly string[]): string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  roost(...args: readonly string[]): Promise<Ended>;
  /** Runs wrangler; rejects where it tried to connect to anything but loopback. */
  wrangler(...args: readonly string[]): Promise<Ended>;
  /** Queries the stand-in's database, past the API. */
  readonly remote: Query;
  /** Queries the local database below this folder of the project. */
  local(persistRoot: string): Query;
};

/** Starts the stand-in of this file; each project has a database of its own in it. Concurrent tests hand in their own hook. */
export function projects(): (atEnd?: typeof onTestFinished) => Promise<Project> {
  let cloudflare: Cloudflare | undefined;
  let taken = 0;
  beforeAll(async () => {
    cloudflare = await startCloudflare({ databases: [] });
  });
  afterAll(() => cloudflare?.stop());
  return async (atEnd = onTestFinished) => {
    if (cloudflare === undefined) throw new Error('The stand-in does not run');
    const name = `app-${taken++}`;
    const { uuid } = await cloudflare.add(name);
    const root = await realpath(await mkdtemp(join(tmpdir(), 'roost-wrangler-')));
    atEnd(() => rm(root, { recursive: true, force: true }));
    const project = projectIn(root, cloudflare, name);
    const d1 = { binding: 'DB', database_name: name, database_id: uuid };
    const config = { name: 'project', compatibility_date: '2026-01-01', d1_databases: [d1] };
    await project.write({ 'wrangler.json': JSON.stringify(config), 'contacts.txt': '' });
    return project;
  };
}

function projectIn(root: string, cloudflare: Cloudflare, name: string): Project {
  const path = (...segments: readonly string[]): string => join(root, ...segments);
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
    write: async (files) => {
      for (const [file, text] of Object.entries(files)) {
        await mkdir(dirname(path(file)), { recursive: true });
        await writeFile(path(file), text);
      }
    },
    roost: (...args) => runNode([roostScript, ...args], root, env),
    wrangler: async (...args) => {
      const ended = await runNode([wranglerScript, ...args], root, {
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
