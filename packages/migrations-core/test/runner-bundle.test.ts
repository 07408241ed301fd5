// What a Worker contains for its migrations, as esbuild bundles it, which wrangler uses.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const mostBytes = 36.25 * 1024;

/** Modules that only inspect migrations, or that work before a run. */
const inspecting =
  /src\/(lint|inspect|squash|adopt|verify|doctor|dump|export|queries|rehearse|reverse|types|import|difference|phase|branches|run\/replay|migrator\/create-migrator)\b/;

type Bundle = { readonly bytes: number; readonly modules: readonly string[] };

/** The size, minified and gzipped, and the modules that contribute to it. */
async function bundled(contents: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
  });
  const [output] = Object.values(metafile.outputs);
  const modules = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
  return { bytes: gzipSync(outputFiles[0]?.contents ?? '').byteLength, modules };
}

describe('@roostjs/migrations-core/durable-object', () => {
  it.each([
    ['migrateObject', 18],
    ['objectMigrations', 21],
  ])('%s is small as it is published', async (name, most) => {
    const { bytes } = await bundled(`export { ${name} } from '@roostjs/migrations-core/durable-object';`);
    expect(bytes).toBeLessThanOrEqual(most * 1024);
  });

  it('contains neither what inspects nor what commits over a network', async () => {
    const { modules } = await bundled("export * from './src/durable-object.ts';");
    expect(modules).toContain('src/object/transaction.ts');
    expect(modules.filter((path) => inspecting.test(path) || path.includes('src/commit/commit.ts'))).toEqual(
      [],
    );
  });
});

describe('@roostjs/migrations-core/runner', () => {
  it('is small as it is published', async () => {
    const { bytes } = await bundled("export { createRunner } from '@roostjs/migrations-core/runner';");
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  });

  it('contains nothing that only inspects', async () => {
    const runner = await bundled("export { createRunner } from './src/runner.ts';");
    expect(runner.modules).toContain('src/run/run.ts');
    expect(runner.modules.filter((path) => inspecting.test(path))).toEqual([]);
    const migrator = await bundled("export { createMigrator } from './src/index.ts';");
    expect(migrator.modules.filter((path) => inspecting.test(path))).toContain('src/inspect/lint-run.ts');
  });
});

it('@roostjs/migrations-core/queries is small, and has nothing of the rest', async () => {
  const { bytes, modules } = await bundled("export * from './src/queries.ts';");
  expect(bytes).toBeLessThanOrEqual(1.5 * 1024);
  expect(modules).toEqual(['src/queries/record-queries.ts']);
});
