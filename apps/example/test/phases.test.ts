// A deploy in two phases on a real `wrangler dev`: the guide "Deploying without downtime", step by step.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roost, tryRoost } from './roost.ts';
import { type Server, startWranglerDev } from './wrangler-dev.ts';

/** A Worker that writes a user and reads all of them, with these columns. */
function worker(version: string, column: string): string {
  return `export default {
    async fetch(request, env) {
      const insert = env.DB.prepare("INSERT INTO users (name, ${column}) VALUES (?, ?)").bind('Ada', 'ada');
      const read = env.DB.prepare('SELECT name, ${column} FROM users');
      try {
        const [, { results }] = await env.DB.batch([insert, read]);
        return Response.json({ version: '${version}', users: results.length });
      } catch (error) {
        return new Response(String(error), { status: 500, headers: { version: '${version}' } });
      }
    },
  };`;
}

const oldCode = worker('old', 'nick');
const newCode = worker('new', 'handle');

const migrations = {
  '1_users': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, nick TEXT);',
  '2_handle': 'ALTER TABLE users ADD COLUMN handle TEXT;',
  '3_no_nick': '-- roost-allow drop-column: handle has taken its place\nALTER TABLE users DROP COLUMN nick;',
};

describe('expand, deploy, contract', () => {
  let folder: string;
  let server: Server | undefined;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'roost-phases-')));
    await mkdir(join(folder, 'database/migrations'), { recursive: true });
    const config = {
      name: 'phases',
      main: 'worker.mjs',
      compatibility_date: '2026-01-01',
      d1_databases: [{ binding: 'DB', database_name: 'phases', database_id: 'phases' }],
    };
    await writeFile(join(folder, 'wrangler.jsonc'), JSON.stringify(config));
    for (const [name, sql] of Object.entries(migrations))
      await writeFile(join(folder, `database/migrations/${name}.sql`), sql);
    await writeFile(join(folder, 'worker.mjs'), oldCode);
    await roost(folder, 'migrate', '--to', '1_users');
    server = await startWranglerDev(folder);
  });

  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const status = async (): Promise<number> => (await fetch(server?.url ?? '')).status;

  /** Resolves when the new code answers. */
  async function deploy(code: string, version: string): Promise<void> {
    await writeFile(join(folder, 'worker.mjs'), code);
    for (;;) {
      const response = await fetch(server?.url ?? '').catch(() => undefined);
      const text = (await response?.text()) ?? '';
      if (text.includes(`"${version}"`) || response?.headers.get('version') === version) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('never fails a request in this order', async () => {
    expect(await status()).toBe(200);
    await roost(folder, 'migrate', '--phase', 'expand');
    expect(await status()).toBe(200);
    await deploy(newCode, 'new');
    expect(await status()).toBe(200);
    await roost(folder, 'migrate', '--phase', 'contract');
    expect(await status()).toBe(200);
  });

  it('fails requests of the old code after the contract, which is why that comes last', async () => {
    await deploy(oldCode, 'old');
    expect(await status()).toBe(500);
  });

  it('refuses a migration of both phases before anything runs', async () => {
    const both = 'CREATE TABLE tags (name TEXT); ALTER TABLE users DROP COLUMN handle;';
    await writeFile(join(folder, 'database/migrations/4_both.sql'), both);
    const { exitCode, stderr } = await tryRoost(folder, 'migrate', '--phase', 'expand');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('PHASE.MIXED')]);
  });
});
