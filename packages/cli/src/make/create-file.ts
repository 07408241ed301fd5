// Gives a new migration a second and a title that no other file of the folder has, whoever else is writing there.
//
// A new file guards a whole name only. So each writer looks again after it has written, and gives way to whatever shares
// its second or its title: of two that would stay, the later one to be written has seen the other. There is no
// lock and no draft, so nobody waits, and a process that is killed leaves a migration or nothing.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareMigrationNames } from '@roostjs/migrations-core';
import { folderUnwritable, titleTaken } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { writeNewFile } from '../whole-files.ts';
import { freeTimestamp } from './timestamp.ts';

export type CreatedMigration = {
  readonly name: string;
  readonly path: string;
  /** The migrations that were there and come behind it in the order, as where a clock is wrong; oldest first. */
  readonly aheadOf: readonly string[];
};

type NumberedFile = { readonly fileName: string; readonly digits: string; readonly title: string };

// One is enough, and two or three where many write at once.
const mostAttempts = 100;

/**
 * Writes the text to `<digits>_<title>.ts`. Throws MIGRATION.NAME_TAKEN, MIGRATIONS.FOLDER_UNWRITABLE where others
 * never stop to write, and the file system's errors.
 */
export function createFile(folder: string, title: string, text: string, now: Date): CreatedMigration {
  const givenUp = new Set<string>();
  let later = 0;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const present = numberedFiles(folder);
    const namesake = present.find((file) => file.title === title);
    if (namesake !== undefined) throw titleTaken(title, join(folder, namesake.fileName));
    const taken = new Set([...present.map((file) => file.digits), ...givenUp]);
    const digits = freeTimestamp(now, taken, later);
    const name = `${digits}_${title}`;
    const path = join(folder, `${name}.ts`);
    if (!writeNew(path, text)) continue;
    const rivals = rivalsOf({ fileName: `${name}.ts`, digits, title }, numberedFiles(folder));
    if (rivals.length === 0) return { name, path, aheadOf: behind(name, present) };
    rmSync(path);
    givenUp.add(digits);
    // Those that give way at once would meet again in the next second: they spread by the order of their names.
    later = rivals.filter(({ fileName }) => fileName < `${name}.ts`).length;
  }
  throw folderUnwritable(folder, 'other processes keep creating files of the same names');
}

function behind(name: string, files: readonly NumberedFile[]): readonly string[] {
  return files
    .filter(({ fileName, title }) => /\.m?[jt]s$/.test(fileName) && !title.includes('.'))
    .map(({ digits, title }) => `${digits}_${title}`)
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
    const [, digits, rest] = /^(\d+)_(.*)$/.exec(fileName) ?? [];
    if (digits === undefined || rest === undefined) return [];
    return [{ fileName, digits, title: rest.replace(/\.[cm]?[jt]s$/, '') }];
  });
}

// Of two that make the same one at once, the second looks at the folder again.
function writeNew(path: string, text: string): boolean {
  try {
    writeNewFile(path, text);
    return true;
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'EEXIST') return false;
    throw cause;
  }
}
