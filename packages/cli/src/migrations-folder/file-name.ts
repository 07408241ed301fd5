// What a file of the migrations folder is, by its name alone. Pure.

/** `module`: both directions, in TypeScript or JavaScript. `up`: SQL, perhaps with both. `down`: SQL to roll back. */
export type MigrationPart = 'module' | 'up' | 'down';

export type MigrationFileName = { readonly name: string; readonly part: MigrationPart };

// Stricter than "digits, separator, anything": a dot in the title means a test, a configuration or a mistake, unless it is
// within a number, as in the times of better-auth; a space is one between two words; in an import a backslash separates folders.
const name = String.raw`(\d+[_-](?:[^.\s\\/]|(?<=\d)\.(?=\d)|(?<=\S) (?=[^\s.]))+)`;
const moduleFile = new RegExp(String.raw`^${name}\.(?:ts|mts|js|mjs)$`);
const sqlFile = new RegExp(String.raw`^${name}(?:\.(?:up|(down)))?\.sql$`);
// As Prisma and drizzle-kit write them: <name>/migration.sql.
const fileInFolder = new RegExp(String.raw`^${name}/(?:migration|(down))\.sql$`);

/** undefined if it is not the name of a migration's file. A folder of its own is separated by a slash. */
export function readFileName(fileName: string): MigrationFileName | undefined {
  const module = moduleFile.exec(fileName)?.[1];
  if (module !== undefined) return { name: module, part: 'module' };
  const [, sql, down] = sqlFile.exec(fileName) ?? fileInFolder.exec(fileName) ?? [];
  if (sql === undefined) return undefined;
  return { name: sql, part: down === undefined ? 'up' : 'down' };
}

/** Why the name of a script is not that of a migration, as the rest of a sentence about it. */
export function flawOf(fileName: string): string {
  if (!/\.(?:ts|mts|js|mjs|sql)$/.test(fileName)) return 'does not end in .ts, .mts, .js, .mjs or .sql';
  if (!/^\d/.test(fileName)) return 'begins with no number';
  if (!/^\d+[_-][^.]/.test(fileName)) return 'has no title after its number and an underscore';
  if (fileName.includes('\\')) return 'has a backslash';
  return /\s/.test(fileName) ? 'has white space other than a space between words' : 'has a dot in its title';
}

/** Whether it must be a copy of one of these: `1_a copy`, `1_a (1)`, `1_a - Copy`. Looks up a name for each word. */
export function isCopyAmong(migration: string, names: Pick<ReadonlySet<string>, 'has'>): boolean {
  const words = migration.split(' ');
  return words.slice(1).some((_, index) => names.has(words.slice(0, index + 1).join(' ')));
}

/** Whether it has to be the file of a migration: any script or SQL, unless its name begins with `_` or `.`. */
export function isScript(fileName: string): boolean {
  return (
    !/^[_.]/.test(fileName) && /\.(?:[cm]?[jt]sx?|sql)$/i.test(fileName) && !/\.d\.[cm]?ts$/i.test(fileName)
  );
}

/** Whether the folder of this name may contain a migration. */
export function isMigrationFolder(folderName: string): boolean {
  return new RegExp(`^${name}$`).test(folderName);
}
