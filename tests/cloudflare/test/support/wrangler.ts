// Runs the real wrangler as a process. One stand-in serves a test file; each project has a database of its own in it.
// Knows nothing of what wrangler's commands do.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, type TestContext } from 'vitest';
import { type Cloudflare, type D1, startCloudflare } from '../../src/index.ts';
import { contactsIn, type Ended, loopbackOnly, runNode, wranglerScript } from './process.ts';

export type Project = {
  readonly cloudflare: Cloudflare;
  /** The database that the project's wrangler.json binds: its name, and itself. */
  readonly name: string;
  readonly db: D1;
  /** Writes files into the project's folder: text by path. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Runs wrangler in the project's folder, with the stand-in's token unless another environment is given. Rejects
   * where it tried to connect to anything but loopback, or asked the stand-in for what that does not have.
   */
  wrangler(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** The hosts that wrangler connected to, once for each time. */
  contacts(): Promise<readonly string[]>;
};

/** Starts the stand-in of this file, with those databases; each project takes the next one. */
export function projectsOn(databases: readonly string[]): (context: TestContext) => Promise<Project> {
  let cloudflare: Cloudflare | undefined;
  let taken = 0;
  beforeAll(async () => {
    cloudflare = await startCloudflare({ databases });
  });
  afterAll(() => cloudflare?.stop());
  return async ({ onTestFinished }) => {
    const database = cloudflare?.databases[taken];
    if (cloudflare === undefined || database === undefined) throw new Error('There is no database left');
    taken += 1;
    const folder = await mkdtemp(join(tmpdir(), 'roost-cloudflare-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const project = projectIn(folder, cloudflare, database.name);
    const d1 = { binding: 'DB', database_name: database.name, database_id: database.uuid };
    const config = { name: 'project', compatibility_date: '2026-01-01', d1_databases: [d1] };
    await project.write({ 'wrangler.json': JSON.stringify(config), 'contacts.txt': '' });
    return project;
  };
}

function projectIn(folder: string, cloudflare: Cloudflare, name: string): Project {
  const contactsFile = join(folder, 'contacts.txt');
  return {
    cloudflare,
    name,
    db: cloudflare.db(name),
    write: async (files) => {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(join(folder, path, '..'), { recursive: true });
        await writeFile(join(folder, path), text);
      }
    },
    wrangler: async (args, env) => {
      const ended = await runNode([...wranglerScript, ...args], folder, {
        ...loopbackOnly(contactsFile),
        HOME: folder,
        CI: 'true',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        CLOUDFLARE_API_BASE_URL: cloudflare.url,
        CLOUDFLARE_API_TOKEN: cloudflare.token,
        CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
        ...env,
      });
      const strangers = (await contactsIn(contactsFile)).filter((host) => host !== '127.0.0.1');
      const unknown = cloudflare.requests.filter(({ known }) => !known);
      if (strangers.length + unknown.length > 0) {
        throw new Error(`wrangler ${args.join(' ')} asked for ${JSON.stringify({ strangers, unknown })}`);
      }
      return ended;
    },
    contacts: () => contactsIn(contactsFile),
  };
}
