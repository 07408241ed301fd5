// How loading a migration file can fail. A file that has thrown is not run again.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModule } from '../../src/migrations-folder/load.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const counted = globalThis as { roostRuns?: number };
const count = 'globalThis.roostRuns = (globalThis.roostRuns ?? 0) + 1;\n';

async function failureIn(files: Readonly<Record<string, string>>, name = '1_a.ts') {
  const folder = temporaryFolder({ 'package.json': '{ "type": "module" }', ...files });
  counted.roostRuns = 0;
  const failure = await failureOf(() => loadModule(join(folder, name)));
  return { folder, failure };
}

describe('a syntax error', () => {
  it.each([
    ['TypeScript', '1_a.ts', '{ "type": "module" }'],
    ['JavaScript', '1_a.js', '{ "type": "module" }'],
    ['TypeScript of a CommonJS package', '1_a.ts', '{ "type": "commonjs" }'],
    ['JavaScript of a package of no type', '1_a.js', '{}'],
  ])('is named by line and column in %s', async (_, name, manifest) => {
    const text = "export default {\n  up() { this.db.run('a' }\n};\n";
    const { folder, failure } = await failureIn({ [name]: text, 'package.json': manifest }, name);
    const file = join(folder, name);
    expect(failure).toMatchObject({ code: 'MIGRATION.SYNTAX', details: { file, line: 2, column: 26 } });
    expect(failure.message).toContain('expected ","');
  });

  it('is located in CommonJS, which Node compiles late', async () => {
    const { failure } = await failureIn(
      { '1_a.js': 'module.exports = {\n  up( }\n', 'package.json': '{}' },
      '1_a.js',
    );
    expect(failure).toMatchObject({ code: 'MIGRATION.SYNTAX', details: { line: 2 } });
  });

  it('is located in the helper that has it', async () => {
    const files = { '1_a.ts': "import './helper.ts';\nexport default {};", 'helper.ts': 'export const = 1;' };
    const { folder, failure } = await failureIn(files);
    expect(failure).toMatchObject({
      code: 'MIGRATION.SYNTAX',
      details: { file: join(folder, 'helper.ts'), line: 1 },
    });
  });
});

describe('an import that cannot be resolved', () => {
  it.each(['./missing.ts', './missing', '@app/missing', 'not-a-package', '#internal'])(
    'is named: %s',
    async (specifier) => {
      const { folder, failure } = await failureIn({
        '1_a.ts': `${count}import '${specifier}';\nexport default {};`,
      });
      expect(failure).toMatchObject({
        code: 'MIGRATION.IMPORT_FAILED',
        details: { file: join(folder, '1_a.ts'), specifier },
      });
      expect(failure.cause).toBeInstanceOf(Error);
    },
  );

  it('is reported with the helper that imports it', async () => {
    const files = {
      '1_a.ts': "import './helper.ts';\nexport default {};",
      'helper.ts': "import './missing.ts';",
    };
    const { folder, failure } = await failureIn(files);
    expect(failure).toMatchObject({
      code: 'MIGRATION.IMPORT_FAILED',
      details: { file: join(folder, 'helper.ts'), specifier: './missing.ts' },
    });
  });
});

describe('a module that throws', () => {
  it.each([
    ['an error', "throw new TypeError('no such thing');", 'no such thing'],
    ['a text', "throw 'no such thing';", 'no such thing'],
    ['undefined', 'throw undefined;', 'undefined'],
    ['a syntax error of its own', "JSON.parse('{');", 'JSON'],
    [
      'an error that looks like a missing import',
      "throw Object.assign(new Error('x'), { code: 'ERR_MODULE_NOT_FOUND' });",
      'x',
    ],
    ['out of a failed import() of its own', "await import('./missing.ts');", 'missing.ts'],
    ['out of a file that cannot be stripped', "await import('./enum.ts');", 'enum'],
  ])('is run once only, where it throws %s', async (_, statement, message) => {
    const files = { '1_a.ts': `${count}${statement}\nexport default {};`, 'enum.ts': 'enum A { b }' };
    const { folder, failure } = await failureIn(files);
    expect(failure).toMatchObject({
      code: 'MIGRATION.IMPORT_THREW',
      details: { file: join(folder, '1_a.ts') },
    });
    expect(failure.message).toContain(message);
    expect(counted.roostRuns).toBe(1);
  });

  it.each([
    [
      'a helper',
      {
        '1_a.ts': "import './helper.ts';\nexport default {};",
        'helper.ts': `${count}throw new Error('helper');`,
      },
      '1_a.ts',
    ],
    ['CommonJS', { '1_a.js': `${count}require('./missing.js');`, 'package.json': '{}' }, '1_a.js'],
    [
      'a file that only jiti can load',
      { '1_a.ts': `${count}enum A { b }\nthrow new Error('late');\nexport default {};` },
      '1_a.ts',
    ],
  ])('is run once only, where it is %s', async (_, files, name) => {
    const { failure } = await failureIn(files, name);
    expect(failure.code).toBe('MIGRATION.IMPORT_THREW');
    expect(counted.roostRuns).toBe(1);
  });

  it('keeps the thrown error as the cause', async () => {
    const { failure } = await failureIn({ '1_a.ts': "throw new RangeError('far');\nexport default {};" });
    expect(failure.cause).toBeInstanceOf(RangeError);
  });
});
