import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/main.ts', 'src/schema.ts'],
  format: 'esm',
  target: 'node22',
  dts: { entry: ['src/index.ts', 'src/schema.ts'], resolve: [/^@roostjs\/internal-/] },
  // Read from the package itself, which lies beside dist as it lies beside src.
  external: [/^\.\.\/package\.json$/],
  clean: true,
});
