// Creates a migration whose second and title no other file of the folder has, even if others write there at the same time.
//
// Creating a file reserves only its whole name. So each writer lists the folder again after it has written, and deletes its file if
// another one has the same second or title: of two such files, the later writer has seen the other. There is no lock and no temporary file,
// so nobody waits, and a process that is killed leaves a migration or nothing.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareMigrationNames } from '@roostjs/migrations-core';
import { folderUnwritable, titleTaken } from '../errors.ts';
import { readFileName } from '../migrations-folder/file-name.ts';
import { isSystemError } from '../system-error.ts';
import { writeNewFile } from '../whole-files.ts';
import { freeTimestamp } from './timestamp.ts';

export type CreatedMigration = {
  readonly name: string;
  readonly path: string;
  /** Migrations that come after it, for example because a clock is wrong; oldest first. */
  readonly aheadOf: readonly string[];
};

type NumberedFile = { readonly fileName: string; readonly digits: string; readonly title: string };

// Usually the first one succeeds, and the second or third if many write at once.
const maxAttempts = 100;

/** A file to write: `extension` has its dot. */
export type NewFile = { readonly title: string; readonly extension: '.ts' | '.sql'; readonly text: string };

/**
 * Writes the text to `<digits>_<title><extension>`. Throws MIGRATION.NAME_TAKEN, MIGRATIONS.FOLDER_UNWRITABLE if others keep
 * writing the same names, and the file system's errors.
 */
export function createFile(folder: string, { title, extension, text }: NewFile, now: Date): CreatedMigration {
  const abandoned = new Set<string>();
  let later = 0;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const present = numberedFiles(folder);
    const namesake = present.find((file) => file.title === title);
    if (namesake !== undefined) throw titleTaken(title, join(folder, namesake.fileName));
    const used = new Set([...present.map((file) => file.digits), ...abandoned]);
    const digits = freeTimestamp(now, used, later);
    const name = `${digits}_${title}`;
    const fileName = name + extension;
    const path = join(folder, fileName);
    if (!writeNew(path, text)) continue;
    const rivals = rivalsOf({ fileName, digits, title }, numberedFiles(folder));
    if (rivals.length === 0) return { name, path, aheadOf: laterMigrations(name, present) };
    rmSync(path);
    abandoned.add(digits);
    // Writers that abandon their files at once would collide again in the next second, so they spread by the order of their names.
    later = rivals.filter((rival) => rival.fileName < fileName).length;
  }
  throw folderUnwritable(folder, 'other processes keep creating files of the same names');
}

function laterMigrations(name: string, files: readonly NumberedFile[]): readonly string[] {
  return files
    .flatMap(({ fileName }) => readFileName(fileName)?.name ?? [])
    .filter((other) => compareMigrationNames(other, name) > 0)
    .sort(compareMigrationNames);
}

function rivalsOf(mine: NumberedFile, files: readonly NumberedFile[]): readonly NumberedFile[] {
  return files.filter(
    ({ fileName, digits, title }) =>
      fileName !== mine.fileName && (digits === mine.digits || title === mine.title),
  );
}

function numberedFiles(folder: string): readonly NumberedFile[] {
  return readdirSync(folder).flatMap((fileName) => {
    const [, digits, rest] = /^(\d+)[_-](.*)$/.exec(fileName) ?? [];
    if (digits === undefined || rest === undefined) return [];
    return [{ fileName, digits, title: rest.replace(/(?:\.[cm]?[jt]s|(?:\.up|\.down)?\.sql)$/, '') }];
  });
}

// false if another writer has created the same file first.
function writeNew(path: string, text: string): boolean {
  try {
    writeNewFile(path, text);
    return true;
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'EEXIST') return false;
    throw cause;
  }
}
