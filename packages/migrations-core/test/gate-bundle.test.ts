// What the gate adds to a Worker, as esbuild bundles it, which wrangler uses.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it.each(['@roostjs/migrations-core/gate', './src/gate.ts'])(
  '%s has at most 2 KB, minified and gzipped',
  async (entry) => {
    const { outputFiles } = await build({
      stdin: {
        contents: `export { assertSchema } from '${entry}';`,
        resolveDir: join(import.meta.dirname, '..'),
      },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2024',
      conditions: ['workerd', 'worker', 'browser'],
    });
    expect(gzipSync(outputFiles[0]?.contents ?? '').byteLength).toBeLessThanOrEqual(2_000);
  },
);
