// Which files of the migrations folder are migrations. Of a file only the name is read, and of SQL whether migrate:export wrote it.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Direction } from '@roostjs/migrations-core';
import {
  downWithoutUp,
  fileCopies,
  fileNamesDuplicate,
  fileNamesInvalid,
  folderMissing,
  folderUnreadable,
} from '../errors.ts';
import { isExported } from './export-marker.ts';
import {
  flawOf,
  isCopyAmong,
  isMigrationFolder,
  isScript,
  type MigrationFileName,
  readFileName,
} from './file-name.ts';

export type MigrationFile = {
  /** The file's name without its extension, or the name of the folder that the file is in. */
  readonly name: string;
  readonly kind: 'module' | 'sql';
  /** Of SQL, what runs up. */
  readonly path: string;
  /** The file of its own with what runs down; null if there is none. */
  readonly downPath: string | null;
};

/**
 * The folder's migrations, by file name. Any other script or SQL is refused, not skipped, unless its name begins
 * with `_` or `.`, or migrate:export wrote it. Throws MIGRATIONS.FOLDER_MISSING, MIGRATIONS.FOLDER_UNREADABLE,
 * MIGRATION.UNREADABLE, MIGRATION.NAME_INVALID, MIGRATION.NAME_DUPLICATE.
 */
export function listMigrationFiles(folder: string): readonly MigrationFile[] {
  return migrationsAmong(folder, scriptsIn(folder));
}

/** The same for the folder's SQL alone. `others`: its modules and other scripts. */
export function listSqlFiles(folder: string): {
  readonly migrations: readonly MigrationFile[];
  readonly others: readonly string[];
} {
  const scripts = scriptsIn(folder);
  const isSql = (file: string): boolean => /\.sql$/i.test(file);
  return {
    migrations: migrationsAmong(folder, scripts.filter(isSql)),
    others: scripts.filter((file) => !isSql(file)),
  };
}

function migrationsAmong(folder: string, scripts: readonly string[]): readonly MigrationFile[] {
  const files = scripts.map((fileName) => ({ fileName, read: readFileName(fileName) }));
  const invalid = files.filter(({ read }) => read === undefined).map(({ fileName }) => fileName);
  if (invalid.length > 0)
    throw fileNamesInvalid(
      folder,
      invalid.map((file) => ({ file, flaw: flawOf(file) })),
    );
  const parts = files.flatMap(({ fileName, read }) => (read === undefined ? [] : [{ fileName, ...read }]));
  const byName = [...Map.groupBy(parts, ({ name }) => name).values()];
  const names = new Set(parts.map(({ name }) => name));
  const copies = parts.filter(({ name }) => isCopyAmong(name, names));
  if (copies.length > 0)
    throw fileCopies(
      folder,
      copies.map(({ fileName }) => fileName),
    );
  const shared = byName.filter(isAmbiguous).flat();
  if (shared.length > 0)
    throw fileNamesDuplicate(
      folder,
      shared.map(({ fileName }) => fileName),
    );
  const alone = byName.filter((own) => own.every(({ part }) => part === 'down')).flat();
  if (alone.length > 0)
    throw downWithoutUp(
      folder,
      alone.map(({ fileName }) => fileName),
    );
  return byName.flatMap((own) => fileOf(folder, own));
}

type NamedFile = MigrationFileName & { readonly fileName: string };

/** More than one file for a direction, or a module beside SQL. */
function isAmbiguous(own: readonly NamedFile[]): boolean {
  const down = own.filter(({ part }) => part === 'down').length;
  return own.length - down > 1 || down > 1 || (down > 0 && own.some(({ part }) => part === 'module'));
}

function fileOf(folder: string, own: readonly NamedFile[]): readonly MigrationFile[] {
  const down = own.find(({ part }) => part === 'down');
  const downPath = down === undefined ? null : join(folder, down.fileName);
  return own
    .filter(({ part }) => part !== 'down')
    .map(({ name, part, fileName }) => ({
      name,
      kind: part === 'module' ? 'module' : 'sql',
      path: join(folder, fileName),
      downPath,
    }));
}

/** The file of the migration of this name, or of what it runs in that direction; undefined if there is none. */
export function migrationPath(folder: string, name: string, direction: Direction = 'up'): string | undefined {
  const both = ['.ts', '.mts', '.js', '.mjs', '.sql', '.up.sql', '/migration.sql'];
  const ends = direction === 'up' ? both : ['.down.sql', '/down.sql', ...both];
  const files = ends.map((end) => name + end);
  return files.map((file) => join(folder, file)).find((path) => existsSync(path));
}

/** In order; the files of a folder of its own with its name before them. */
function scriptsIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .flatMap(({ name, isFolder }) => {
      if (!isFolder) return isScript(name) ? [name] : [];
      const inside = ['migration.sql', 'down.sql'].map((file) => `${name}/${file}`);
      return isMigrationFolder(name) ? inside.filter((file) => existsSync(join(folder, file))) : [];
    })
    .filter((file) => !(file.endsWith('.sql') && isExported(join(folder, file))))
    .sort();
}

function entriesIn(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isSymbolicLink() ? isLinkToFolder(join(folder, entry.name)) : entry.isDirectory(),
    }));
  } catch (cause) {
    throw isMissing(cause) ? folderMissing(folder) : folderUnreadable(folder, cause);
  }
}

// A broken link stays in the list, so that reading it fails and it is not silently skipped.
function isLinkToFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
