// Times Durable Objects that migrate their own storage, beside a floor that runs the same statements. Each is started
// once for each line, 50 at a time. Usage: objects.mjs [--objects <n>]
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Miniflare } from 'miniflare';

const { values } = parseArgs({ options: { objects: { type: 'string', default: '1000' } } });
const objects = Number(values.objects);
const migrations = 20;

const script = `
import { DurableObject } from 'cloudflare:workers';
import { objectMigrations } from './core/durable-object.js';

const numbers = Array.from({ length: ${migrations} }, (_, index) => index + 1);
const statements = (n) => ['CREATE TABLE t' + n + ' (id INTEGER PRIMARY KEY, name TEXT)', 'CREATE INDEX i' + n + ' ON t' + n + ' (name)'];
const up = (n) => async (db) => { for (const sql of statements(n)) await db.run(sql); };
const migrations = Object.fromEntries(numbers.map((n) => [n + '_t', { up: up(n) }]));

export class Roost extends DurableObject {
  #migrations = objectMigrations(this.ctx, migrations);
  async ready() { await this.#migrations.ready(); }
}
export class Floor extends DurableObject {
  ready() {
    const { storage } = this.ctx;
    const { sql } = storage;
    sql.exec('CREATE TABLE IF NOT EXISTS ledger (id INTEGER PRIMARY KEY)');
    const done = new Set([...sql.exec('SELECT id FROM ledger').raw()].map(([id]) => id));
    for (const n of numbers.filter((n) => !done.has(n))) storage.transactionSync(() => {
      for (const text of statements(n)) sql.exec(text);
      sql.exec('INSERT INTO ledger VALUES (?)', n);
    });
  }
}
export default {
  async fetch(request, env) {
    const { kind, names } = await request.json();
    await Promise.all(names.map((name) => env[kind].getByName(name).ready()));
    return new Response();
  },
};`;

const folder = mkdtempSync(join(tmpdir(), 'roost-bench-objects-'));
console.log(`${objects} objects, ${migrations} migrations of two statements`);
for (const round of ['all pending', 'nothing pending, each object started again']) {
  const worker = start();
  await worker.ready;
  for (const kind of ['Floor', 'Roost']) {
    const started = performance.now();
    for (let first = 0; first < objects; first += 50) {
      const names = Array.from(
        { length: Math.min(50, objects - first) },
        (_, index) => `object-${first + index}`,
      );
      const body = JSON.stringify({ kind, names });
      const response = await worker.dispatchFetch('http://worker/', { method: 'POST', body });
      if (!response.ok) throw new Error(await response.text());
    }
    const ms = performance.now() - started;
    console.log(
      `${kind.toLowerCase().padEnd(6)} ${round.padEnd(44)} ${ms.toFixed(0).padStart(7)} ms ${(ms / objects).toFixed(2).padStart(8)} ms each`,
    );
  }
  await worker.dispose();
}
rmSync(folder, { recursive: true });

function start() {
  const object = (exportName) => ({ type: 'durable-object', worker: 'bench', exportName });
  const sqlite = { type: 'durable-object', storage: 'sqlite' };
  return new Miniflare({
    enableDevRegistry: false,
    resourcePersistencePath: folder,
    workers: [
      {
        config: {
          name: 'bench',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule: 'worker.js',
            modules: { 'worker.js': { type: 'esm', contents: script }, ...core() },
          },
          exports: { Roost: sqlite, Floor: sqlite },
          env: { Roost: object('Roost'), Floor: object('Floor') },
        },
      },
    ],
  });
}

function core() {
  const built = dirname(fileURLToPath(import.meta.resolve('@roostjs/migrations-core/durable-object')));
  const files = readdirSync(built).filter((name) => name.endsWith('.js'));
  return Object.fromEntries(
    files.map((name) => [`core/${name}`, { type: 'esm', contents: readFileSync(join(built, name), 'utf8') }]),
  );
}
