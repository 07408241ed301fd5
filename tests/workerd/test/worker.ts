// A Worker that carries migrations and runs them on its own binding, in a real workerd.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { wranglerDatabaseFile } from '@roostjs/d1-adapter';
import { Miniflare } from 'miniflare';
import { onTestFinished } from 'vitest';

const require = createRequire(import.meta.url);
/** Core as it is published, its modules under `core/`, for a Worker that imports `./core/index.js` and the other entries. */
export const core: Modules = builtModules(dirname(require.resolve('@roostjs/migrations-core')));
const databaseId = '11111111-2222-3333-4444-555555555555';

// Runs one method of a migrator or a runner, or verifies on the binding, and answers with what came of it or was thrown.
const script = `
import { createMigrator, isRoostError, verifyMigrations } from './core/index.js';
import { createRunner } from './core/runner.js';
import { migrations } from './migrations.js';

export default {
  async fetch(request, env) {
    const { by, method, args } = await request.json();
    const events = [];
    const verify = () => verifyMigrations({ scratch: env.DB, migrations, ...args[0] });
    const create = by === 'runner' ? createRunner : createMigrator;
    const made = create({ database: env.DB, migrations, onEvent: (event) => events.push(event.type) });
    try {
      return Response.json({ ok: true, result: await (method === 'verify' ? verify() : made[method](...args)), events });
    } catch (error) {
      return Response.json({ ok: false, error: isRoostError(error) ? error : { message: String(error) }, events });
    }
  },
};`;

export type Answer = {
  readonly ok: boolean;
  readonly result: Record<string, unknown>;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: Record<string, unknown>;
  };
  readonly events: readonly string[];
};

export type TestWorker = {
  readonly db: Awaited<ReturnType<Miniflare['getD1Database']>>;
  /** Where wrangler's and roost's --persist-to would point. */
  readonly persistRoot: string;
  readonly file: string;
  readonly folder: string;
  /** A method of createMigrator(), or verifyMigrations() as `verify`. */
  call(method: string, options?: object): Promise<Answer>;
  /** A method of createRunner(). */
  callRunner(method: string, ...args: readonly unknown[]): Promise<Answer>;
};

/** Starts workerd with these migrations (the text of a module that exports `migrations`); it ends with the test. */
export async function startWorker(migrations: string): Promise<TestWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'roost-workerd-'));
  const persistRoot = join(folder, 'state');
  const file = wranglerDatabaseFile({ persistRoot, databaseId });
  const worker = new Miniflare({
    enableDevRegistry: false,
    resourcePersistencePath: join(persistRoot, 'v3'),
    workers: [
      {
        config: {
          name: 'migrating',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule: 'worker.js',
            modules: {
              'worker.js': { type: 'esm', contents: script },
              ...core,
              'migrations.js': { type: 'esm', contents: migrations },
            },
          },
          env: { DB: { type: 'd1', id: databaseId } },
        },
      },
    ],
  });
  onTestFinished(async () => {
    await worker.dispose();
    rmSync(folder, { recursive: true });
  });
  const ask = async (request: object): Promise<Answer> => {
    const response = await worker.dispatchFetch('http://worker/', {
      method: 'POST',
      body: JSON.stringify(request),
    });
    return (await response.json()) as Answer;
  };
  return {
    db: await worker.getD1Database('DB'),
    persistRoot,
    file,
    folder,
    call: (method, options = {}) => ask({ by: 'migrator', method, args: [options] }),
    callRunner: (method, ...args) => ask({ by: 'runner', method, args }),
  };
}

export type Modules = Readonly<Record<string, { readonly type: 'esm'; readonly contents: string }>>;

function builtModules(folder: string): Modules {
  const files = readdirSync(folder).filter((fileName) => fileName.endsWith('.js'));
  return Object.fromEntries(
    files.map((fileName) => [
      `core/${fileName}`,
      { type: 'esm', contents: readFileSync(join(folder, fileName), 'utf8') },
    ]),
  );
}
