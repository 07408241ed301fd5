// What a migration file may look like. Every file is a real one, loaded by Node itself or by jiti.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModule } from '../../src/migrations-folder/load.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

type Module = { readonly default: { up(): unknown } };

const packages = { none: '{}', module: '{ "type": "module" }', commonjs: '{ "type": "commonjs" }' };
const helper = 'export type Row = { n: number };\nexport const two: number = 2;\n';

/** What `up` of the migration gives, which stands in database/migrations of a project with these files. */
async function resultOf(
  name: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const folder = temporaryFolder({
    'package.json': '{}',
    'database/helper.ts': helper,
    [`database/migrations/${name}`]: text,
    ...files,
  });
  const module = (await loadModule(join(folder, 'database/migrations', name))) as Module;
  return module.default.up();
}

describe.each(Object.entries(packages))('in a package of type %s', (_, manifest) => {
  const files = { 'package.json': manifest };

  it.each(['1_a.ts', '1_a.mts', '1_a.js', '1_a.mjs'])('loads ESM from %s', async (name) => {
    expect(await resultOf(name, 'export default { up() { return 1; } };', files)).toBe(1);
  });

  it.each([
    [
      'with types, imported by `import type`',
      "import type { Row } from '../helper.ts';\nexport default { up(): Row { return { n: 2 }; } };",
      { n: 2 },
    ],
    [
      'that imports a helper by its full name',
      "import { two } from '../helper.ts';\nexport default { up: () => two };",
      2,
    ],
    [
      'that imports a helper without an extension',
      "import { two } from '../helper';\nexport default { up: () => two };",
      2,
    ],
    [
      'that imports a helper by its .js name',
      "import { two } from '../helper.js';\nexport default { up: () => two };",
      2,
    ],
    [
      'that imports a type without `type`',
      "import { Row, two } from '../helper.ts';\nconst row: Row = { n: two };\nexport default { up: () => row.n };",
      2,
    ],
    ['with an enum', 'enum Level { low = 5 }\nexport default { up: () => Level.low };', 5],
    [
      'with a namespace',
      'namespace level { export const low = 5; }\nexport default { up: () => level.low };',
      5,
    ],
    [
      'with a parameter property',
      'class Level { constructor(readonly low: number) {} }\nexport default { up: () => new Level(5).low };',
      5,
    ],
    [
      'with a decorator',
      'const keep = (target: unknown) => target as never;\n@keep class Level { low = 5; }\nexport default { up: () => new Level().low };',
      5,
    ],
    ['with top-level await', 'const low = await Promise.resolve(5);\nexport default { up: () => low };', 5],
    ['with a comment on the same line', '/* first */ export default { up: () => 1 };', 1],
    [
      'with module.exports in a text',
      "export default { up: () => 'module.exports = 1' };",
      'module.exports = 1',
    ],
  ])('loads TypeScript %s', async (_title, text, result) => {
    expect(await resultOf('1_a.ts', text, files)).toEqual(result);
  });
});

describe.each([
  ['of no type', packages.none],
  ['of type commonjs', packages.commonjs],
])('in a package %s', (_, manifest) => {
  it.each(['1_a.js', '1_a.ts'])('loads CommonJS from %s', async (name) => {
    const text =
      "/*\nexport is spoken of here\n*/\nconst { join } = require('node:path');\nmodule.exports = { up: () => join('a', 'b') };";
    expect(await resultOf(name, text, { 'package.json': manifest })).toBe(join('a', 'b'));
  });

  it('loads CommonJS that only jiti can load', async () => {
    const text = 'enum Level { low = 5 }\nmodule.exports = { up: () => Level.low };';
    expect(await resultOf('1_a.ts', text, { 'package.json': manifest })).toBe(5);
  });
});

describe('loadModule', () => {
  it('follows the paths of tsconfig.json', async () => {
    const files = {
      'tsconfig.json':
        '{ "extends": "./base.json", "compilerOptions": { "paths": { "@app/*": ["./source/*"] } } }',
      'base.json': '{ "compilerOptions": { "strict": true } }',
      'source/levels.ts': 'export enum Level { low = 5 }',
    };
    const text = "import { Level } from '@app/levels';\nexport default { up: () => Level.low };";
    expect(await resultOf('1_a.ts', text, files)).toBe(5);
  });

  it('imports TypeScript out of a package in node_modules', async () => {
    const files = {
      'node_modules/levels/package.json': '{ "type": "module", "exports": "./levels.ts" }',
      'node_modules/levels/levels.ts': 'export const low: number = 5;',
    };
    const text = "import { low } from 'levels';\nexport default { up: () => low };";
    expect(await resultOf('1_a.ts', text, files)).toBe(5);
  });

  it.each([
    ['Node', ''],
    ['jiti', 'enum Level { low }\n'],
  ])('gives no default export to a module without one, loaded by %s', async (_, prefix) => {
    const folder = temporaryFolder({ '1_a.ts': `${prefix}export function up(): void {}` });
    const module = await loadModule(join(folder, '1_a.ts'));
    expect(Object.keys(module as object)).toEqual(['up']);
    expect(Object.prototype.toString.call(module)).toBe('[object Module]');
  });

  it('accepts a path with spaces, quotes, percent and hash signs', async () => {
    const folder = temporaryFolder({ "a 'b' %20 #c/1_a.ts": 'export default { up() {} };' });
    expect(await loadModule(join(folder, "a 'b' %20 #c/1_a.ts"))).toHaveProperty('default.up');
  });
});

describe.each(['native', 'jiti'])('by %s', (loader) => {
  const body = 'export default { up() { return one; } };';
  const text =
    loader === 'jiti' ? `enum E { one = 1 }\nconst one = E.one;\n${body}` : `const one = 1;\n${body}`;
  const other = 'export default { up() { return 2; } };';

  it.each([
    ['1_%41.ts', '1_A.ts'],
    ['1_#a.ts', '1_'],
    ['1_a?b.ts', '1_a'],
    ['1_a%2Fb.ts', '1_a/b.ts'],
    ['1_a%5Cb.ts', '1_a\\b.ts'],
    ['1_100%.ts', '1_100.ts'],
    ['1_a b.ts', '1_a+b.ts'],
    ["1_it's.ts", '1_its.ts'],
    ['1_"q".ts', '1_q.ts'],
    ['1_ü.ts', '1_%C3%BC.ts'],
  ])('loads %s, and not %s', async (name, decoy) => {
    const files = { [`database/migrations/${decoy}`]: other };
    expect(await resultOf(name, text, files)).toBe(1);
  });

  it.each(['1_a\\b.ts', 'folder\\name/1_a.ts'])(
    'refuses %j, which an import takes for another file',
    async (name) => {
      const files = { [`database/migrations/${name.replaceAll('\\', '/')}`]: other };
      const failure = await failureOf(() => resultOf(name, text, files));
      expect([failure.code, failure.message]).toEqual([
        'MIGRATION.IMPORT_FAILED',
        expect.stringContaining('a backslash'),
      ]);
    },
  );
});
