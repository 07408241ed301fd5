// The module that gives a Worker its migrations, as text. Pure.

export type ModuleLanguage = 'TypeScript' | 'JavaScript';

export type ModulePart = FilePart | SqlPart;

type FilePart = {
  readonly kind: 'module';
  readonly name: string;
  readonly checksum: string;
  /** As an import has it. */
  readonly specifier: string;
};

type SqlPart = {
  readonly kind: 'sql';
  readonly name: string;
  readonly checksum: string;
  readonly up: string;
  readonly down: string | undefined;
};

/** What the module begins with, in each language. */
export const moduleMarker = '// Written by roost build:migrations';

const runner = '@roostjs/migrations-core/runner';

/** The same bytes for the same parts, which are written in the given order. */
export function moduleText(parts: readonly ModulePart[], language: ModuleLanguage): string {
  const lines = [
    `${moduleMarker} from the migrations. Do not edit: run it again.`,
    '/* eslint-disable */',
    // Bundlers and Node.js take the real names of files in imports; TypeScript does so only if it is set up for it.
    ...(language === 'TypeScript' ? ['// @ts-nocheck'] : []),
    ...runnerImport(parts, language),
    ...parts.flatMap((part, index) =>
      part.kind === 'module' ? [`import m${index + 1} from ${singleQuoted(part.specifier)};`] : [],
    ),
    '',
    'const entries = [',
    ...parts.map((part, index) => entryText(part, `m${index + 1}`)),
    '];',
    '',
    '/** For createRunner({ database, migrations }). */',
    ...exportLines(language),
  ];
  return `${lines.join('\n')}\n`;
}

function runnerImport(parts: readonly ModulePart[], language: ModuleLanguage): readonly string[] {
  const names = [
    ...(parts.some(hasOwnDown) ? ['migrationFromSql'] : []),
    ...(language === 'TypeScript' ? ['type MigrationSource'] : []),
  ];
  return names.length === 0 ? [] : [`import { ${names.join(', ')} } from '${runner}';`];
}

function exportLines(language: ModuleLanguage): readonly string[] {
  const list = '{ list: async () => entries };';
  return language === 'TypeScript'
    ? [`export const migrations: MigrationSource = ${list}`]
    : [`/** @type {import('${runner}').MigrationSource} */`, `export const migrations = ${list}`];
}

function entryText(part: ModulePart, variable: string): string {
  const { name, checksum } = part;
  return [
    '  {',
    `    name: ${singleQuoted(name)},`,
    `    checksum: '${checksum}',`,
    `    load: async () => ${part.kind === 'module' ? variable : sqlText(part)},`,
    '  },',
  ].join('\n');
}

function hasOwnDown(part: ModulePart): boolean {
  return part.kind === 'sql' && part.down !== undefined;
}

function sqlText({ name, up, down }: SqlPart): string {
  if (down === undefined) return templateText(up);
  return `migrationFromSql({ name: ${singleQuoted(name)}, up: ${templateText(up)}, down: ${templateText(down)} })`;
}

/** A template literal, so that SQL stays readable. Its line ends and a BOM, which a checkout may change, make no difference. */
function templateText(sql: string): string {
  const text = sql.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return `\`${escapedControls(text.replace(/[\\`]|\$(?=\{)/g, (found) => `\\${found}`))}\``;
}

function singleQuoted(text: string): string {
  return `'${escapedControls(text.replace(/[\\']/g, (found) => `\\${found}`))}'`;
}

// A literal carriage return would become a line feed, and some of the others would not be seen.
function escapedControls(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped.
    /[\0-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029\uFEFF]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
