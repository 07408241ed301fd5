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

const columns = (of: string, list: string, names: readonly string[]): Refusal => ({
  title: `make:migration ${of} --columns ${JSON.stringify(list)}`,
  args: ['make:migration', of, '--columns', list],
  code: 'MIGRATION.COLUMNS_INVALID',
  names,
});

const fromSchema = (
  title: string,
  code: string,
  schema: string,
  names: readonly string[],
  ...more: readonly string[]
): Refusal => ({
  title: `make:migration --from-schema: ${title}`,
  args: ['make:migration', 'to_schema', '--from-schema', 'schema.sql', ...more],
  code,
  names,
  files: { ...goodProject, 'schema.sql': schema },
});

export const migrations: readonly Refusal[] = [
  {
    title: 'make:migration --from-schema: no file',
    args: ['make:migration', 'to_schema', '--from-schema', 'none.sql'],
    code: 'DIFFERENCE.SCHEMA_UNUSABLE',
    names: ['none.sql'],
  },
  fromSchema('no SQL', 'DIFFERENCE.SCHEMA_UNUSABLE', 'CREATE TABEL a (id)', ['schema.sql', 'TABEL']),
  fromSchema('what D1 refuses', 'DIFFERENCE.SCHEMA_UNUSABLE', "ATTACH 'x' AS y", ['ATTACH']),
  fromSchema(
    'a column without a value',
    'DIFFERENCE.VALUE_MISSING',
    'CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)',
    ["'a.n'"],
  ),
  fromSchema(
    'a rebuild in SQL',
    'DIFFERENCE.NEEDS_TYPESCRIPT',
    'CREATE TABLE a (id INTEGER PRIMARY KEY CHECK (id > 0))',
    ["'a'"],
    '--sql',
  ),
  fromSchema(
    'a rename of nothing',
    'DIFFERENCE.RENAME_UNKNOWN',
    'CREATE TABLE b (c)',
    ['a.x:y'],
    '--rename',
    'a.x:y',
  ),
  columns('create_posts', 'title:varchar', ["'varchar'"]),
  columns('add_slug_to_posts', 'slug:text', ["'slug'", 'existing rows need a value']),
  columns('rename_posts_to_articles', 'slug:text', ['renames']),
  columns('fix_things', 'slug:text', ["'fix_things'"]),
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
    '1.a.ts',
    '1_a.cts',
    '1_a.tsx',
    'v1_a.js',
    '1_.ts',
    '１_a.ts',
    '1.5_a.ts',
    '1_a.TS',
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
  ...['', '   ', '../x', 'a/b', 'a\\b', 'größe', '---', '20260101000000_x', 'x'.repeat(238)].map(title),
  ...['.', '日本', '😀', 'ﬁ', 'C:\\x', '/etc/passwd', '-'].map(title),
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
  {
    title: 'a name in use in other letters',
    args: ['make:migration', 'A'],
    code: 'MIGRATION.NAME_TAKEN',
    names: [nameOf(1, 'a')],
  },
  {
    title: 'a --path whose name is too long',
    args: [...migrate, '--path', 'x'.repeat(300)],
    code: 'MIGRATIONS.FOLDER_UNREADABLE',
    names: ['xxx'],
  },
  {
    title: 'a migration at --path',
    args: [...migrate, '--path', `${folder}/${nameOf(1, 'a')}.ts`],
    code: 'MIGRATIONS.FOLDER_UNREADABLE',
    names: [nameOf(1, 'a')],
  },
  module('a default export that is a list', 'MIGRATION.EXPORT_INVALID', 'export default [];', [b, 'up()']),
  module(
    'a default export that is a promise',
    'MIGRATION.EXPORT_INVALID',
    'export default Promise.resolve({ up() {} });',
    [b, 'is a promise'],
  ),
  module('a default export that is a class', 'MIGRATION.EXPORT_INVALID', 'export default class { up() {} }', [
    b,
    'is a class',
  ]),
  module(
    'a default export that is a function',
    'MIGRATION.EXPORT_INVALID',
    'export default async (db) => {};',
    [b, 'is a function'],
  ),
  module('an export by name', 'MIGRATION.EXPORT_INVALID', 'export async function up(db) {}', [
    b,
    'exports up() by its name',
  ]),
  module('a default export that is undefined', 'MIGRATION.EXPORT_INVALID', 'export default undefined;'),
  module('an up that is null', 'MIGRATION.EXPORT_INVALID', 'export default { up: null };', [b, 'its up is']),
  module('a down that is null', 'MIGRATION.EXPORT_INVALID', 'export default { up() {}, down: null };', [
    b,
    'down',
  ]),
  module('an Up in capitals', 'MIGRATION.EXPORT_INVALID', 'export default { Up() {} };', [b, 'up()']),
  module(
    'a withinTransaction of 0',
    'MIGRATION.EXPORT_INVALID',
    'export default { up() {}, withinTransaction: 0 };',
    [b, 'withinTransaction'],
  ),
  module('module.exports of a number', 'MIGRATION.EXPORT_INVALID', 'module.exports = 7;', [b], 'js'),
  module(
    'an await at the top that fails',
    'MIGRATION.IMPORT_THREW',
    "await Promise.reject(new Error('no answer'));\nexport default { up() {} };",
    [b, 'no answer'],
  ),
  module('a name that nobody has declared', 'MIGRATION.IMPORT_THREW', 'export default { up: nobody };', [
    b,
    'nobody',
  ]),
  module(
    'an import of itself that is used too early',
    'MIGRATION.IMPORT_THREW',
    `import me from './${b}.ts';\nexport default { up: me.up };`,
    [b],
  ),
  module(
    'a require of a package that is not there',
    'MIGRATION.IMPORT_THREW',
    "require('no-such-package');\nmodule.exports = { up() {} };",
    [b, 'no-such-package'],
    'js',
  ),
  module(
    'an import of a folder',
    'MIGRATION.IMPORT_FAILED',
    "import '../migrations';\nexport default { up() {} };",
    [b, '../migrations'],
  ),
  module('a type that never ends', 'MIGRATION.SYNTAX', 'const x: { = 1;\nexport default { up() {} };', [
    `${b}.ts`,
    'line 1',
  ]),
  module('SQL instead of a script', 'MIGRATION.SYNTAX', 'CREATE TABLE a (id INTEGER);', [
    `${b}.ts`,
    'line 1',
  ]),
  module('bytes that are no script', 'MIGRATION.SYNTAX', '\u0000\u0001\u0002', [`${b}.ts`, 'line 1']),
  module('an enum with a slip', 'MIGRATION.SYNTAX', 'enum A { B = }\nexport default { up() {} };', [
    `${b}.ts`,
    'line 1',
  ]),
  {
    title: 'two helpers that import each other, and one is used too early',
    args: migrate,
    code: 'MIGRATION.IMPORT_THREW',
    names: [b, 'one'],
    files: {
      ...goodProject,
      [`${folder}/_one.ts`]: "import { two } from './_two.ts';\nexport const one = two;",
      [`${folder}/_two.ts`]: "import { one } from './_one.ts';\nexport const two = one;",
      [`${folder}/${b}.ts`]: "import { one } from './_one.ts';\nexport default { up() { one(); } };",
    },
  },
  {
    title: 'a helper that throws',
    args: migrate,
    code: 'MIGRATION.IMPORT_THREW',
    names: [b, 'not this one'],
    files: {
      ...goodProject,
      [`${folder}/_helper.ts`]: "throw new Error('not this one');",
      [`${folder}/${b}.ts`]: "import './_helper.ts';\nexport default { up() {} };",
    },
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
  module('an up that is text', 'MIGRATION.EXPORT_INVALID', "export default { up: 'SELECT 1' };", [
    b,
    'its up is not a function',
  ]),
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
