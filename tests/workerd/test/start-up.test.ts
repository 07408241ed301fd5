// The Worker of docs/guides/in-a-worker.md, which migrates at its start, in isolates that share a database.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { wranglerDatabaseFile } from '@roostjs/d1-adapter';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { expect, it, onTestFinished } from 'vitest';
import { blocksOf } from '../../docs/test/support/markdown.ts';
import { roost } from './roost.ts';

const page = join(import.meta.dirname, '../../../docs/guides/in-a-worker.md');
const databaseId = '11111111-2222-3333-4444-555555555555';

type Fleet = {
  /** What an isolate answers to a request. */
  ask(isolate: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Replaces the Workers by ones that are built from the folder as it is now. */
  deploy(isolates?: number): Promise<void>;
  write(migration: string, text: string): void;
  readonly file: string;
  readonly folder: string;
};

/** A project with the files that the page saves before its tests, deployed to no isolate yet. */
function projectOfPage(): Fleet {
  const folder = mkdtempSync(join(tmpdir(), 'roost-start-up-'));
  const persistRoot = join(folder, 'state');
  const save = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const { info, text } of blocksOf(readFileSync(page, 'utf8'))) {
    const path = info.find((word) => /^file=(?:src|database)\//.test(word))?.slice('file='.length);
    if (path !== undefined) save(path, text);
  }
  let running: Miniflare | undefined;
  onTestFinished(async () => {
    await running?.dispose();
    rmSync(folder, { recursive: true });
  });
  return {
    folder,
    file: wranglerDatabaseFile({ persistRoot, databaseId }),
    write: (migration, text) => save(`database/migrations/${migration}`, text),
    deploy: async (isolates = 1) => {
      await running?.dispose();
      running = new Miniflare({
        enableDevRegistry: false,
        resourcePersistencePath: join(persistRoot, 'v3'),
        workers: await workersOf(folder, isolates),
      });
      await running.ready;
    },
    ask: async (isolate) => {
      if (running === undefined) throw new Error('Nothing is deployed.');
      const response = await (await running.getWorker(isolate)).fetch('http://app/');
      return { status: response.status, body: await response.json() };
    },
  };
}

async function workersOf(folder: string, isolates: number) {
  roost('build:migrations', '--cwd', folder, '--out', 'src/migrations.ts');
  const core = createRequire(import.meta.url).resolve('@roostjs/migrations-core');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'src/index.ts')],
    alias: { '@roostjs/migrations-core/runner': join(dirname(core), 'runner.js') },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const contents = outputFiles[0]?.text ?? '';
  return Array.from({ length: isolates }, (_, index) => ({
    config: {
      name: `isolate-${index}`,
      compatibilityDate: '2026-07-01',
      manifest: { mainModule: 'worker.js', modules: { 'worker.js': { type: 'esm' as const, contents } } },
      env: { DB: { type: 'd1' as const, id: databaseId } },
    },
  }));
}

function batches({ file, folder }: Fleet): readonly unknown[] {
  const { result } = roost('migrate:status', '--cwd', folder, '--file', file);
  return (result['migrations'] as { name: string; state: string; batch: number | null }[]).map(
    ({ name, state, batch }) => [name.replace(/^\d+_/, ''), state, batch],
  );
}

const fills = "INSERT INTO posts (title) VALUES ('Hello');";
const fails = `${fills} INSERT INTO nowhere VALUES (1);`;

it('applies each migration once when isolates start together, each with several requests', async () => {
  const fleet = projectOfPage();
  fleet.write('20261125000000_fill.sql', fills);
  await fleet.deploy(3);
  const asked = Array.from({ length: 12 }, (_, index) => fleet.ask(`isolate-${index % 3}`));
  expect(await Promise.all(asked)).toEqual(Array(12).fill({ status: 200, body: [{ title: 'Hello' }] }));
  expect(batches(fleet).map((row) => (row as unknown[]).slice(0, 2))).toEqual([
    ['create_posts', 'applied'],
    ['create_tags', 'applied'],
    ['fill', 'applied'],
  ]);
});

it('answers a failure with its code until a deploy fixes it, and keeps nothing of it', async () => {
  const fleet = projectOfPage();
  fleet.write('20261125000000_fill.sql', fails);
  await fleet.deploy();
  const refused = { status: 503, body: { maintenance: 'MIGRATION.FAILED' } };
  expect(await fleet.ask('isolate-0')).toEqual(refused);
  expect(await fleet.ask('isolate-0')).toEqual(refused);
  expect(batches(fleet)).toEqual([
    ['create_posts', 'applied', 1],
    ['create_tags', 'applied', 1],
    ['fill', 'pending', null],
  ]);
  fleet.write('20261125000000_fill.sql', fills);
  await fleet.deploy();
  expect(await fleet.ask('isolate-0')).toEqual({ status: 200, body: [{ title: 'Hello' }] });
});

it('of an older version leaves what it does not have', async () => {
  const fleet = projectOfPage();
  fleet.write('20261125000000_fill.sql', fills);
  await fleet.deploy();
  await fleet.ask('isolate-0');
  rmSync(join(fleet.folder, 'database/migrations/20261125000000_fill.sql'));
  await fleet.deploy();
  expect(await fleet.ask('isolate-0')).toEqual({ status: 200, body: [{ title: 'Hello' }] });
  expect(batches(fleet)[2]).toEqual(['fill', 'missing', 1]);
});
