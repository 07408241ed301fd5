import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  entry: ['src/index.ts', 'src/start.ts', 'src/schema.ts'],
  format: 'esm',
  target: 'node22',
  dts: { entry: ['src/index.ts', 'src/schema.ts'], resolve: [/^@roostjs\/internal-/] },
  // A few files start faster than many. Native code, and what is rarely needed, stays a dependency.
  noExternal: [/^@roostjs\//],
  removeNodeProtocol: false,
  define: { __VERSION__: JSON.stringify(version) },
  esbuildOptions: (options) => {
    // The other build of jsonc-parser requires its own files in a way that a bundler cannot follow.
    options.mainFields = ['module', 'main'];
  },
  esbuildPlugins: [coreFromItsSource(), builtinsAsTheyAre(), noticesOfOthers('dist/third-party.txt')],
  clean: true,
});

/** Core as it is published has short names. In the command, every function of a stack trace has its own. */
function coreFromItsSource(): Plugin {
  return {
    name: 'core-from-its-source',
    setup(build) {
      build.onResolve({ filter: /^@roostjs\/migrations-core(\/|$)/ }, ({ path }) => ({
        path: resolve('../migrations-core/src', `${path.split('/')[2] ?? 'index'}.ts`),
        sideEffects: false,
      }));
    },
  };
}

/**
 * Reads Node's own modules with `process.getBuiltinModule`. An import would copy each name, and so load the modules behind its lazy
 * properties: streams for `fs`, worker threads for `process`.
 */
function builtinsAsTheyAre(): Plugin {
  return {
    name: 'builtins-as-they-are',
    setup(build) {
      const filter = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);
      // Commander needs it only for commands that are separate programs. Roost has none.
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

// It is marked as pure, so that names that nobody imports are left out of the bundle.
function exported(name: string): string {
  return `export const ${name} = /* @__PURE__ */ named('${name}');`;
}

/** Writes the licence of each bundled third-party package to a file, as those licences require. */
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
  if (licence === undefined) throw new Error(`${folder} has no licence and must not be bundled.`);
  return `${JSON.parse(text('package.json')).name}\n\n${text(licence)}\n`;
}
