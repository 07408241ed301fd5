// The files of a squash: a draft that is no migration yet, its name at once, and only then the end of what it replaces.
import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { folderUnwritable, squashedFilesLeft } from '../errors.ts';
import { listMigrationFiles, type MigrationFile } from '../migrations-folder/list.ts';
import { writeNewFile } from '../whole-files.ts';

/** The files of these migrations, in their order. */
export function filesOf(folder: string, names: readonly string[]): readonly MigrationFile[] {
  const files = new Map(listMigrationFiles(folder).map((file) => [file.name, file]));
  return names.flatMap((name) => files.get(name) ?? []);
}

/** What the last of them ends in, its dot included. */
export function extensionOf(files: readonly MigrationFile[]): string {
  return extname(files.at(-1)?.path ?? '.ts');
}

/** A file that no command takes for a migration, for as long as the work on it lasts. Throws MIGRATIONS.FOLDER_UNWRITABLE. */
export async function withTempFile<T>(
  folder: string,
  extension: string,
  text: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  // Of a name of its own each time: what a killed one has left is in nobody's way.
  const path = join(folder, `_squashed_${randomUUID()}${extension}`);
  try {
    writeNewFile(path, text);
  } catch (cause) {
    throw folderUnwritable(folder, cause);
  }
  try {
    return await work(path);
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * Gives the draft its name and takes the replaced files away. Throws MIGRATIONS.FOLDER_UNWRITABLE where nothing was changed, and
 * SQUASH.FILES_LEFT where it has its name and some of them are still there: no run goes on until they are gone.
 */
export function replaceFiles(
  draft: string,
  path: string,
  replaced: readonly MigrationFile[],
  folder: string,
): void {
  try {
    renameSync(draft, path);
  } catch (cause) {
    throw folderUnwritable(folder, cause);
  }
  const left = replaced.flatMap((file) => {
    const cause = failureOfRemoving(file.path);
    return cause === undefined ? [] : [{ path: file.path, cause }];
  });
  const [first] = left;
  if (first !== undefined)
    throw squashedFilesLeft(
      path,
      left.map((it) => it.path),
      first.cause,
    );
}

function failureOfRemoving(path: string): unknown {
  try {
    rmSync(path);
    return undefined;
  } catch (cause) {
    return cause;
  }
}
