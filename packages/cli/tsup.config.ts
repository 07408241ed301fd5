import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/main.ts'],
  format: 'esm',
  target: 'node22',
  dts: { entry: 'src/index.ts', resolve: [/^@roostjs\/internal-/] },
  clean: true,
});
