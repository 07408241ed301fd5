import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  entry: ['src/index.ts', 'src/start.ts', 'src/schema.ts'],
  format: 'esm',
  target: 'node22',
  dts: { entry: ['src/index.ts', 'src/schema.ts'], resolve: [/^@roostjs\/internal-/] },
  // A few files start faster than many. What is loaded late, or is native code, stays a dependency.
  noExternal: [/^@roostjs\//],
  removeNodeProtocol: false,
  define: { __VERSION__: JSON.stringify(version) },
  esbuildOptions: (options) => {
    // The other form of jsonc-parser asks for its own files by a name that no bundler can follow.
    options.mainFields = ['module', 'main'];
  },
  esbuildPlugins: [builtinsAsTheyAre(), noticesOfOthers('dist/third-party.txt')],
  clean: true,
});

/**
 * Takes Node's own modules as they are. Imported, each is copied name by name, which loads what its lazy properties stand for: streams for
 * `fs`, worker threads for `process`.
 */
function builtinsAsTheyAre(): Plugin {
  return {
    name: 'builtins-as-they-are',
    setup(build) {
      const filter = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);
      // Commander takes it for commands that are programs of their own. Roost has none.
      build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
        /[\\/]commander[\\/]/.test(importer) ? { path: 'none', namespace: 'none' } : undefined,
      );
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'builtin' }));
      build.onLoad({ filter: /^none$/, namespace: 'none' }, () => ({
        contents: 'export default undefined;',
      }));
      build.onLoad({ filter, namespace: 'builtin' }, ({ path }) => ({
        contents: `const builtin = process.getBuiltinModule('${path}');
          const named = (name) => builtin[name];
          export default builtin;
          ${namesOf(path).map(exported).join('\n')}`,
      }));
    },
  };
}

function namesOf(path: string): readonly string[] {
  return Object.keys(process.getBuiltinModule(path)).filter((name) => /^[a-z]\w*$/i.test(name));
}

// What nobody imports is left out of the bundle, because it is called pure.
function exported(name: string): string {
  return `export const ${name} = /* @__PURE__ */ named('${name}');`;
}

/** Writes down the licence of each package of others that is bundled: theirs want to be told. */
function noticesOfOthers(file: string): Plugin {
  return {
    name: 'notices-of-others',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        const folders = new Set(Object.keys(metafile?.inputs ?? {}).flatMap(packageFolder));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, [...folders].sort().map(noticeOf).join('\n\n'));
      });
    },
  };
}

function packageFolder(input: string): readonly string[] {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? [];
}

function noticeOf(folder: string): string {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
  const licence = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (licence === undefined) throw new Error(`${folder} has no licence, and may not be bundled.`);
  return `${JSON.parse(text('package.json')).name}\n\n${text(licence)}\n`;
}
