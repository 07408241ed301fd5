// Wrong folders, names and modules
import { createsTable, nameOf } from '../support/migrations.ts';
import { configuration, folder, goodProject, oneMigration, type Refusal } from './refusal.ts';

const b = nameOf(2, 'b');
const migrate = ['migrate'];

/** The second migration is this file. */
const module = (
  title: string,
  code: string,
  text: string,
  names: readonly string[] = [b],
  extension = 'ts',
): Refusal => ({
  title,
  args: migrate,
  code,
  names,
  files: { ...goodProject, [`${folder}/${b}.${extension}`]: text },
});
const name = (fileName: string): Refusal => ({
  title: `a script called ${fileName}`,
  args: migrate,
  code: 'MIGRATION.NAME_INVALID',
  names: [`'${fileName}'`],
  files: { ...goodProject, [`${folder}/${fileName}`]: createsTable('b') },
});
const title = (text: string): Refusal => ({
  title: `make:migration ${JSON.stringify(text.slice(0, 30))}`,
  args: ['make:migration', '--', text],
  code: 'MIGRATION.NAME_INVALID',
  names: [],
});

export const migrations: readonly Refusal[] = [
  {
    title: 'no folder of migrations',
    args: migrate,
    code: 'MIGRATIONS.FOLDER_MISSING',
    names: [folder],
    files: configuration,
  },
  {
    title: 'no folder at --path',
    args: [...migrate, '--path', 'x'],
    code: 'MIGRATIONS.FOLDER_MISSING',
    names: ['x'],
  },
  {
    title: 'a file at --path',
    args: [...migrate, '--path', 'wrangler.jsonc'],
    code: 'MIGRATIONS.FOLDER_UNREADABLE',
    names: ['wrangler.jsonc'],
  },
  {
    title: 'a --path that links to itself',
    args: [...migrate, '--path', 'loop'],
    code: 'MIGRATIONS.FOLDER_UNREADABLE',
    names: ['loop'],
    links: { loop: 'loop' },
  },
  {
    title: 'a new migration below a file',
    args: ['make:migration', 'x', '--path', 'wrangler.jsonc/x'],
    code: 'MIGRATIONS.FOLDER_UNWRITABLE',
    names: ['wrangler.jsonc/x'],
  },
  {
    title: 'a migration that links nowhere',
    args: migrate,
    code: 'MIGRATION.UNREADABLE',
    names: [b],
    links: { [`${folder}/${b}.ts`]: 'nowhere.ts' },
  },
  ...[
    'posts.ts',
    '20260101_.ts',
    '20260101.ts',
    '1_a.test.ts',
    '1_a b.ts',
    '1-a.ts',
    '1_a.cts',
    '1_a.tsx',
    'v1_a.js',
  ].map(name),
  {
    title: 'two files of one name',
    args: migrate,
    code: 'MIGRATION.NAME_DUPLICATE',
    names: [`${b}.js`, `${b}.ts`],
    files: {
      ...goodProject,
      [`${folder}/${b}.js`]: createsTable('b'),
      [`${folder}/${b}.ts`]: createsTable('b'),
    },
  },
  ...['', '   ', '../x', 'a/b', 'a\\b', 'größe', '---', '20260101000000_x', 'x'.repeat(300)].map(title),
  {
    title: 'a name in use',
    args: ['make:migration', 'a'],
    code: 'MIGRATION.NAME_TAKEN',
    names: [nameOf(1, 'a')],
  },
  {
    title: '--create without a table',
    args: ['make:migration', 'x', '--create', ''],
    code: 'MIGRATION.TABLE_INVALID',
    names: [],
  },
  {
    title: '--table without a table',
    args: ['make:migration', 'x', '--table', ''],
    code: 'MIGRATION.TABLE_INVALID',
    names: [],
  },
  module('an empty file', 'MIGRATION.EXPORT_INVALID', ''),
  module('no default export', 'MIGRATION.EXPORT_INVALID', 'export const up = async () => {};'),
  module(
    'a default export that is a function',
    'MIGRATION.EXPORT_INVALID',
    'export default async function up() {}',
  ),
  module('a default export that is null', 'MIGRATION.EXPORT_INVALID', 'export default null;'),
  module('no up', 'MIGRATION.EXPORT_INVALID', 'export default { async down() {} };', [b, 'up()']),
  module('an up that is text', 'MIGRATION.EXPORT_INVALID', "export default { up: 'SELECT 1' };", [b, 'up()']),
  module('a down that is text', 'MIGRATION.EXPORT_INVALID', "export default { up() {}, down: 'x' };", [
    b,
    'down',
  ]),
  module(
    'a withinTransaction that is text',
    'MIGRATION.EXPORT_INVALID',
    "export default { up() {}, withinTransaction: 'no' };",
    [b, 'withinTransaction'],
  ),
  module('a syntax error in .ts', 'MIGRATION.SYNTAX', 'export default {\n  up( {\n};', [`${b}.ts`, 'line 3']),
  module(
    'a syntax error in .js',
    'MIGRATION.SYNTAX',
    'export default {\n  up() { const = 1; },\n};',
    [`${b}.js`, 'line 2'],
    'js',
  ),
  module(
    'a syntax error in .mjs',
    'MIGRATION.SYNTAX',
    'export default { up() { } ;',
    [`${b}.mjs`, 'line 1'],
    'mjs',
  ),
  module('a throw while it is loaded', 'MIGRATION.IMPORT_THREW', "throw new Error('not today');", [
    b,
    'not today',
  ]),
  module(
    'text thrown while it is loaded',
    'MIGRATION.IMPORT_THREW',
    "throw 'not today';",
    [b, 'not today'],
    'mjs',
  ),
  module(
    'an import of a file that is not there',
    'MIGRATION.IMPORT_FAILED',
    "import './_gone.ts';\nexport default { up() {} };",
    [b, './_gone.ts'],
  ),
  module(
    'an import of a package that is not there',
    'MIGRATION.IMPORT_FAILED',
    "import { x } from 'no-such-package';\nexport default { up() { x(); } };",
    [b, 'no-such-package'],
  ),
  {
    title: 'an import of a name that a helper does not have',
    args: migrate,
    code: 'MIGRATION.IMPORT_FAILED',
    names: [b, '_helper.ts'],
    files: {
      ...configuration,
      ...oneMigration,
      [`${folder}/_helper.ts`]: 'export const other = 1;',
      [`${folder}/${b}.ts`]: "import { table } from './_helper.ts';\nexport default { up() { table(); } };",
    },
  },
  {
    title: 'a helper with a syntax error',
    args: migrate,
    code: 'MIGRATION.SYNTAX',
    names: ['_helper.ts', 'line 1'],
    files: {
      ...goodProject,
      [`${folder}/_helper.ts`]: 'export const = 1;',
      [`${folder}/${b}.ts`]: "import { table } from './_helper.ts';\nexport default { up() { table(); } };",
    },
  },
];
