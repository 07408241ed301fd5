import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/runner.ts', 'src/schema.ts'],
  format: 'esm',
  target: 'es2023',
  platform: 'neutral',
  dts: { resolve: [/^@roostjs\/internal-/] },
  clean: true,
});
