import { minify } from 'terser';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/durable-object.ts',
    'src/gate.ts',
    'src/queries.ts',
    'src/runner.ts',
    'src/schema.ts',
  ],
  format: 'esm',
  target: 'es2023',
  platform: 'neutral',
  dts: { resolve: [/^@roostjs\/internal-/] },
  esbuildOptions: (options) => {
    options.charset = 'utf8';
    options.minifySyntax = true;
  },
  plugins: [compactLines()],
  clean: true,
});

/**
 * Shortens the names of variables and helpers, and begins statements on lines of their own. A stack trace has lines, and
 * the names of classes, of their methods, and of the functions that await.
 */
function compactLines(): Plugin {
  return {
    name: 'compact-lines',
    renderChunk: async (code, { type }) => {
      if (type !== 'chunk') return undefined;
      // Terser would shorten the names of private methods too, so it meets them as public ones.
      const { code: compact = '' } = await minify(code.replaceAll(/#(?=[a-z])/gi, publicMark), {
        module: true,
        compress: false,
        mangle: { reserved: tracedNames(code) },
        format: { semicolons: false, preserve_annotations: true },
      });
      return { code: compact.replaceAll(publicMark, '#') };
    },
  };
}

const publicMark = '$private$';

function tracedNames(code: string): string[] {
  const traced = /\basync function\*?\s*([\w$]+)|([\w$]+)\s*=\s*class\b|\bclass ([\w$]+)/g;
  return Array.from(code.matchAll(traced), ([, ...names]) => names.find(Boolean) ?? '');
}
