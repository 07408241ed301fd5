// Which files of the migrations folder are migrations, by their names alone: no file is read.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileNamesDuplicate, fileNamesInvalid, folderMissing, folderUnreadable } from '../errors.ts';

export type MigrationFile = {
  /** The file's name without its extension. */
  readonly name: string;
  readonly path: string;
};

const extensions = ['.ts', '.mts', '.js', '.mjs'] as const;

// Stricter than "digits, underscore, anything": a dot in the title means a test, a configuration or a mistake, and in an import a
// backslash separates folders.
const migrationFileName = /^(\d+_[^.\s\\]+)\.(?:ts|mts|js|mjs)$/;
const scriptFileName = /\.[cm]?[jt]sx?$/i;
const declarationFileName = /\.d\.[cm]?ts$/i;

/**
 * The folder's migrations, by file name. Any other script is refused, not skipped, unless its name begins
 * with `_` or `.`. Throws MIGRATIONS.FOLDER_MISSING, MIGRATIONS.FOLDER_UNREADABLE, MIGRATION.NAME_INVALID,
 * MIGRATION.NAME_DUPLICATE.
 */
export function listMigrationFiles(folder: string): readonly MigrationFile[] {
  const scripts = fileNamesIn(folder).filter(isScript).sort();
  const invalid = scripts.filter((fileName) => !migrationFileName.test(fileName));
  if (invalid.length > 0) throw fileNamesInvalid(folder, invalid);
  const shared = scripts.filter(
    (fileName, index) =>
      haveSameName(fileName, scripts[index - 1]) || haveSameName(fileName, scripts[index + 1]),
  );
  if (shared.length > 0) throw fileNamesDuplicate(folder, shared);
  return scripts.map((fileName) => ({ name: nameOf(fileName), path: join(folder, fileName) }));
}

/** The file of the migration of this name; undefined if there is none. */
export function migrationPath(folder: string, name: string): string | undefined {
  return extensions.map((extension) => join(folder, name + extension)).find((path) => existsSync(path));
}

function nameOf(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '');
}

// Files of one name are neighbours in a sorted list, because a name has no dot.
function haveSameName(fileName: string, neighbour: string | undefined): boolean {
  return neighbour !== undefined && nameOf(fileName) === nameOf(neighbour);
}

function isScript(fileName: string): boolean {
  return !/^[_.]/.test(fileName) && scriptFileName.test(fileName) && !declarationFileName.test(fileName);
}

function fileNamesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(
        (entry) => !(entry.isSymbolicLink() ? isLinkToFolder(join(folder, entry.name)) : entry.isDirectory()),
      )
      .map((entry) => entry.name);
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
