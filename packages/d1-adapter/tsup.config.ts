import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/dev.ts', 'src/local.ts', 'src/remote.ts', 'src/rules.ts', 'src/wrangler.ts'],
  format: 'esm',
  target: 'node22',
  dts: true,
  clean: true,
  // Cloudflare's own helpers look at `constructor.name`, and a bundler may rename a class.
  keepNames: true,
});
