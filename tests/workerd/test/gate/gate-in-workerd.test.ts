// The gate of a Worker that is deployed while its database changes: one isolate, many requests.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMigrator, type Migration, type SqlDatabase } from '@roostjs/migrations-core';
import { Miniflare } from 'miniflare';
import { expect, it, onTestFinished } from 'vitest';
import { core } from '../worker.ts';

const manifest = {
  format: 1,
  ledger: 'migrations',
  needs: ['1_a', '2_b'],
  contracts: [],
  replaces: {},
  head: '2_b',
  newest: '2_b',
};

// Both databases have sessions. That of /early is not read before the server answers, and /early does not wait for it.
const script = `
import { assertSchema, isRoostError } from './core/gate.js';
import { manifest } from './manifest.js';

const slow = { first: true, prepare(sql) {
  const bind = (...values) => ({ first: async () => {
    if (slow.first) { slow.first = false; await fetch(slow.url); }
    return slow.real.prepare(sql).bind(...values).first();
  } });
  return { bind };
} };

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    slow.real = env.DB;
    slow.url = searchParams.get('slow');
    if (pathname === '/early') {
      assertSchema(slow, manifest).catch(() => {});
      return new Response('early');
    }
    try {
      const { head } = await assertSchema(pathname === '/slow' ? slow : env.DB, manifest);
      return new Response('ok ' + head);
    } catch (error) {
      return new Response(isRoostError(error) ? error.code + ' ' + error.details.missing : String(error), { status: 503 });
    }
  },
};`;

async function startGated() {
  const worker = new Miniflare({
    enableDevRegistry: false,
    workers: [
      {
        config: {
          name: 'gated',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule: 'worker.js',
            modules: {
              'worker.js': { type: 'esm', contents: script },
              'manifest.js': {
                type: 'esm',
                contents: `export const manifest = ${JSON.stringify(manifest)};`,
              },
              ...core,
            },
          },
          env: { DB: { type: 'd1', id: 'gated' } },
        },
      },
    ],
  });
  onTestFinished(() => worker.dispose());
  const get = async (path: string): Promise<string> =>
    (await worker.dispatchFetch(`http://worker${path}`)).text();
  return { get, database: (await worker.getD1Database('DB')) as unknown as SqlDatabase };
}

type Named = Readonly<Record<string, Migration>>;

const creates = (...tables: readonly string[]): Migration => ({
  async up(db) {
    for (const table of tables) await db.run(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY)`);
  },
});

function migratorOf(database: SqlDatabase, files: Named) {
  const entries = Object.entries(files).map(([name, migration]) => ({
    name,
    checksum: name.replace(/^\d+/, ''),
    load: async () => migration,
  }));
  return createMigrator({ database, migrations: { list: async () => entries } });
}

it('refuses until the migrations are applied, then lets through, and reads no more', async () => {
  const { get, database } = await startGated();
  expect(await get('/')).toBe('GATE.MISSING 1_a,2_b');
  await migratorOf(database, { '1_a': creates('a') }).migrate();
  expect(await get('/')).toBe('GATE.MISSING 2_b');
  await migratorOf(database, { '1_a': creates('a'), '2_b': creates('b') }).migrate();
  expect(await get('/')).toBe('ok 2_b');
  await database.prepare('DROP TABLE migrations').run();
  expect(await get('/')).toBe('ok 2_b');
});

it('stays quiet after a repair and a squash, in an isolate that starts after them', async () => {
  const { get, database } = await startGated();
  await migratorOf(database, { '1_a': creates('a'), '2_b': creates('b') }).migrate();
  await migratorOf(database, { '1_a': creates('a'), '12_b': creates('b') }).repair();
  const squashed = { ...creates('a', 'b'), replaces: ['1_a', '12_b'] };
  await migratorOf(database, { '12_squashed': squashed }).migrate();
  const { results } = await database.prepare('SELECT migration FROM migrations').all();
  expect(results).toEqual([{ migration: '12_squashed' }]);
  expect(await get('/')).toBe('ok 12_squashed');
});

it('answers although an earlier request has begun to ask and ended before the answer', async () => {
  const { get, database } = await startGated();
  await migratorOf(database, { '1_a': creates('a'), '2_b': creates('b') }).migrate();
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => void waiting.push(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const response of waiting) response.end();
    server.close();
  });
  const slow = `slow=http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await get(`/early?${slow}`)).toBe('early');
  expect(await get(`/slow?${slow}`)).toBe('ok 2_b');
});
