// Bug: through jiti, a name that a helper does not export became `undefined`, and could end up in a statement.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModule } from '../../src/migrations-folder/load.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const migration = (imports: string, use: string) =>
  `import { ${imports} } from './_helper.ts';\nexport default { up() { return ${use}; } };\n`;

function folderWith(helper: string, text: string): string {
  return temporaryFolder({ 'package.json': '{ "type": "module" }', '_helper.ts': helper, '1_a.ts': text });
}

describe('a named import', () => {
  it('that a helper does not export is refused, with its name', async () => {
    const folder = folderWith('export const tables = 1;', migration('tabel', 'tabel'));
    const failure = await failureOf(() => loadModule(join(folder, '1_a.ts')));
    expect(failure).toMatchObject({
      code: 'MIGRATION.IMPORT_FAILED',
      details: { file: join(folder, '1_a.ts'), specifier: './_helper.ts', name: 'tabel' },
    });
  });

  it('that a helper of the helper does not export is refused, with the helper', async () => {
    const folder = temporaryFolder({
      'package.json': '{ "type": "module" }',
      '_names.ts': 'export const a = 1;',
      '_helper.ts': "import { gone } from './_names.ts';\nexport const table = gone;",
      '1_a.ts': migration('table', 'table'),
    });
    const failure = await failureOf(() => loadModule(join(folder, '1_a.ts')));
    expect(failure).toMatchObject({ details: { file: join(folder, '_helper.ts'), name: 'gone' } });
  });

  it.each([
    ['an interface', 'export interface Row { id: number }\nexport const one = 1;'],
    ['a type', 'export type Row = { id: number };\nexport const one = 1;'],
    ['a type of another file', "export type { Row } from './_rows.ts';\nexport const one = 1;"],
    ['a type handed on with all the rest', "export * from './_rows.ts';\nexport const one = 1;"],
  ])('of %s without `type` is left out', async (_, helper) => {
    const text = `import { Row, one } from './_helper.ts';\nexport default { up(): Row { return { id: one }; } };\n`;
    const folder = temporaryFolder({
      'package.json': '{ "type": "module" }',
      '_rows.ts': 'export interface Row { id: number }',
      '_helper.ts': helper,
      '1_a.ts': text,
    });
    expect(await loadModule(join(folder, '1_a.ts'))).toHaveProperty('default');
  });
});
