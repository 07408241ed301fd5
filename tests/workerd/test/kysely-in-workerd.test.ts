// Migrations with Kysely in them, bundled as a Worker's are, on a real binding.
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { startWorker } from './worker.ts';

const module = `
import posts from './kysely/1_posts.js';
import update from './kysely/2_update.js';
export const migrations = { '1_posts': posts, '2_update': update };`;

it('Kysely writes in a Worker, recorded and outside a transaction', async () => {
  const stdin = { contents: module, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false });
  const worker = await startWorker(outputFiles[0]?.text ?? '');
  expect(await worker.callRunner('migrate')).toMatchObject({ ok: true });
  const { results } = await worker.db.prepare('SELECT title FROM posts').all();
  expect(results.map(({ title }) => title)).toEqual(['x', 'x', '2 updated']);
});
