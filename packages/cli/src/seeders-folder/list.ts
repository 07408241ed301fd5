// Which files of the seeders folder are seeders, and which of them are meant. Only names are read.
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isPlain } from '@roostjs/internal-errors';
import { compareMigrationNames } from '@roostjs/migrations-core';
import {
  seederFilesDuplicate,
  seederFilesInvalid,
  seederNotFound,
  seedersFolderMissing,
  seedersFolderUnreadable,
} from '../errors.ts';
import { isScript } from '../migrations-folder/file-name.ts';

export type SeederFile = {
  /** The file's name without its extension. */
  readonly name: string;
  readonly kind: 'module' | 'sql' | 'json';
  readonly path: string;
};

// As for migrations, a dot in the name means a test, a configuration or a mistake.
const seederFile = /^([^.\s\\]+)\.(?:ts|mts|js|mjs|sql|json)$/;

/**
 * The folder's seeders, in the order in which they run: by leading number, those without one last, then by name. Any
 * other script is refused, not skipped, unless its name begins with `_` or `.`. Throws SEEDERS.FOLDER_MISSING,
 * SEEDERS.FOLDER_UNREADABLE, SEEDERS.NAME_INVALID, SEEDERS.NAME_DUPLICATE.
 */
export function listSeederFiles(folder: string): readonly SeederFile[] {
  const files = filesIn(folder).filter((file) => isScript(file) || isJson(file));
  const invalid = files.filter((file) => !seederFile.test(file) || !isPlain(file));
  if (invalid.length > 0) throw seederFilesInvalid(folder, invalid);
  const shared = [...Map.groupBy(files, nameOf).values()].filter((own) => own.length > 1).flat();
  if (shared.length > 0) throw seederFilesDuplicate(folder, shared);
  return files
    .map((file) => ({ name: nameOf(file), kind: kindOf(file), path: join(folder, file) }))
    .sort((left, right) => compareMigrationNames(left.name, right.name));
}

/**
 * The seeders of these names, in the order of the folder; all if there are no names. A name may lack the leading
 * number. Throws SEEDERS.NOT_FOUND.
 */
export function selectSeeders(
  files: readonly SeederFile[],
  wanted: readonly string[],
): readonly SeederFile[] {
  if (wanted.length === 0) return files;
  const chosen = new Set(wanted.map((name) => findSeeder(files, name)));
  return files.filter((file) => chosen.has(file));
}

function findSeeder(files: readonly SeederFile[], wanted: string): SeederFile {
  const matching = files.filter(({ name }) => name.replace(/^\d+[_-]/, '') === wanted);
  const [found, ...others] = files.filter(({ name }) => name === wanted).concat(matching);
  if (found !== undefined && (found.name === wanted || others.length === 0)) return found;
  const names = (list: readonly SeederFile[]): readonly string[] => list.map(({ name }) => name);
  throw seederNotFound(wanted, names(matching), names(files));
}

function filesIn(folder: string): readonly string[] {
  try {
    // A broken link stays in the list, so that reading it fails and it is not silently skipped.
    return readdirSync(folder)
      .filter((name) => !statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory())
      .sort();
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw isMissing ? seedersFolderMissing(folder) : seedersFolderUnreadable(folder, cause);
  }
}

function isJson(file: string): boolean {
  return /^[^_.].*\.json$/i.test(file);
}

function nameOf(file: string): string {
  return file.slice(0, -extname(file).length);
}

function kindOf(file: string): SeederFile['kind'] {
  const extension = extname(file);
  return extension === '.sql' ? 'sql' : extension === '.json' ? 'json' : 'module';
}
