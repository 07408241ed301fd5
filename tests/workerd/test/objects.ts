// Durable Objects that migrate their own storage, in a real workerd.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { onTestFinished } from 'vitest';
import { core } from './worker.ts';

// `Room` migrates in its constructor; `Bare` only when it is asked to. Both run any SQL, and what `scenarios` has.
const script = `
import { DurableObject } from 'cloudflare:workers';
import * as roost from './core/durable-object.js';
import * as given from './migrations.js';

const { migrations, options, scenarios } = given;

const starts = new Map();

class Base extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    starts.set(ctx.id.name, (starts.get(ctx.id.name) ?? 0) + 1);
  }
  starts() { return starts.get(this.ctx.id.name); }
  sql(text, ...values) { return [...this.ctx.storage.sql.exec(text, ...values)]; }
  async scenario(name, ...args) { return scenarios[name](this, roost, ...args); }
  end() { this.ctx.abort('ended by the test'); }
}

export class Room extends Base {
  #migrations = roost.objectMigrations(this.ctx, migrations, options);
  async ready() { await this.#migrations.ready(); return 'ready'; }
  status() { return this.#migrations.status(); }
  retry() { return this.#migrations.retry(); }
  rollback(options) { return this.#migrations.rollback(options); }
  pretend() { return this.#migrations.pretend(); }
  restore(options) { return this.#migrations.restore(options); }
  async served() {
    const served = await this.#migrations.serve(() => 'served');
    return served instanceof Response ? { status: served.status, body: await served.json() } : served;
  }
}

export class Bare extends Base {
  migrate(options) { return roost.migrateObject(this.ctx.storage, migrations, options); }
  async alarm() { await this.migrate(); this.sql('INSERT INTO alarms DEFAULT VALUES'); }
}

const answer = async (work) => {
  try {
    return { ok: true, result: (await work()) ?? null };
  } catch (error) {
    const { code = '', message = String(error), hint, details } = error;
    return { ok: false, error: { code, message, hint, details } };
  }
};

export default {
  async fetch(request, env) {
    const { kind, name, method, args } = await request.json();
    const names = Array.isArray(name) ? name : [name];
    const ask = (one) => answer(() => env[kind].getByName(one)[method](...args));
    const answers = await Promise.all(names.map(ask));
    return Response.json(Array.isArray(name) ? answers : answers[0]);
  },
};`;

export type ObjectAnswer = {
  readonly ok: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it has asked.
  readonly result: any;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    // biome-ignore lint/suspicious/noExplicitAny: each test knows which error it expects.
    readonly details: any;
  };
};

// workerd waits for the disk at each commit of each object's file.
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

type Kind = 'Room' | 'Bare';

export type Objects = {
  readonly folder: string;
  ask(kind: Kind, name: string, method: string, ...args: readonly unknown[]): Promise<ObjectAnswer>;
  askAll(
    kind: Kind,
    names: readonly string[],
    method: string,
    ...args: readonly unknown[]
  ): Promise<readonly ObjectAnswer[]>;
  /** Ends workerd, and starts it on the same data with other code. */
  deploy(migrations: string): Promise<void>;
};

/**
 * `migrations`: the text of a module that exports `migrations`, and may export `options` and `scenarios`: functions of an
 * object, whose `ctx` and `env` they use, and of core's entry.
 */
export async function startObjects(migrations: string): Promise<Objects> {
  const folder = mkdtempSync(join(root, 'roost-objects-'));
  let worker = await start(folder, migrations);
  onTestFinished(async () => {
    await worker.dispose();
    rmSync(folder, { recursive: true });
  });
  const send = async (request: object): Promise<unknown> => {
    const response = await worker.dispatchFetch('http://worker/', {
      method: 'POST',
      body: JSON.stringify(request),
    });
    return response.json();
  };
  return {
    folder,
    ask: async (kind, name, method, ...args) => (await send({ kind, name, method, args })) as ObjectAnswer,
    askAll: async (kind, name, method, ...args) =>
      (await send({ kind, name, method, args })) as readonly ObjectAnswer[],
    deploy: async (next) => {
      await worker.dispose();
      worker = await start(folder, next);
    },
  };
}

async function start(folder: string, migrations: string): Promise<Miniflare> {
  const object = (exportName: string) => ({ type: 'durable-object', worker: 'objects', exportName }) as const;
  const worker = new Miniflare({
    enableDevRegistry: false,
    resourcePersistencePath: join(folder, 'v3'),
    workers: [
      {
        config: {
          name: 'objects',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule: 'worker.js',
            modules: {
              'worker.js': { type: 'esm', contents: script },
              ...core,
              'migrations.js': { type: 'esm', contents: migrations },
            },
          },
          exports: {
            Room: { type: 'durable-object', storage: 'sqlite' },
            Bare: { type: 'durable-object', storage: 'sqlite' },
          },
          env: {
            Room: object('Room'),
            Bare: object('Bare'),
            DB: { type: 'd1', id: '11111111-2222-3333-4444-555555555555' },
          },
        },
      },
    ],
  });
  await worker.ready;
  return worker;
}
