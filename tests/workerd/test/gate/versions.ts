// A Worker that does what it is told as one version of an application or another, on one of several databases.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { wranglerDatabaseFile } from '@roostjs/d1-adapter';
import { Miniflare } from 'miniflare';
import { core } from '../worker.ts';

/** The code of a version: what it needs, and the statements of a request. */
export type Version = { readonly manifest: unknown; readonly statements: readonly string[] };

export type Answered = { readonly status: number; readonly text: string };

export type Workers = {
  /** Where roost finds the database of this number. */
  file(database: number): string;
  ask(database: number, version: Version): Promise<Answered>;
  stop(): Promise<void>;
};

// A manifest that has just been parsed is a new one, as in an isolate that has just started.
const script = `
import { assertSchema, isRoostError } from './core/gate.js';
export default {
  async fetch(request, env) {
    const { database, version: { manifest, statements } } = await request.json();
    const db = env[database];
    try {
      await assertSchema(db, manifest);
      await db.batch(statements.map((sql) => db.prepare(sql)));
      return new Response('done');
    } catch (error) {
      return isRoostError(error) ? new Response(error.code, { status: 503 }) : new Response(String(error), { status: 500 });
    }
  },
};`;

export async function startVersions(databases: number): Promise<Workers> {
  const root = mkdtempSync(join(tmpdir(), 'roost-versions-'));
  const ids = Array.from({ length: databases }, (_, at) => `database-${at}`);
  const file = (at: number): string => wranglerDatabaseFile({ persistRoot: root, databaseId: ids[at] ?? '' });
  mkdirSync(dirname(file(0)), { recursive: true });
  const worker = new Miniflare({
    enableDevRegistry: false,
    resourcePersistencePath: join(root, 'v3'),
    workers: [
      {
        config: {
          name: 'versions',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule: 'worker.js',
            modules: { 'worker.js': { type: 'esm', contents: script }, ...core },
          },
          env: Object.fromEntries(ids.map((id) => [id, { type: 'd1', id }])),
        },
      },
    ],
  });
  return {
    file,
    ask: async (at, version) => {
      const body = JSON.stringify({ database: ids[at], version });
      const response = await worker.dispatchFetch('http://worker/', { method: 'POST', body });
      return { status: response.status, text: await response.text() };
    },
    stop: async () => {
      await worker.dispose();
      rmSync(root, { recursive: true });
    },
  };
}
