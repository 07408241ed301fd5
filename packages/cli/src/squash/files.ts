// The files of a squash: a temporary file that is no migration yet, which is then renamed. Only after that are the replaced files deleted.
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

/** The extension of the last of them, with its dot; of SQL, which cannot say what it replaces, that of TypeScript. */
export function extensionOf(files: readonly MigrationFile[]): string {
  const extension = extname(files.at(-1)?.path ?? '.ts');
  return extension === '.sql' ? '.ts' : extension;
}

/** Calls `work` with a file that no command takes for a migration, and deletes it afterwards. Throws MIGRATIONS.FOLDER_UNWRITABLE. */
export async function withTempFile<T>(
  folder: string,
  extension: string,
  text: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  // A new name each time, so that a file left by a killed process does no harm.
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
 * Renames the temporary file and deletes the replaced files. Throws MIGRATIONS.FOLDER_UNWRITABLE if nothing was changed, and
 * SQUASH.FILES_LEFT if it was renamed and some of them still exist: no run proceeds until they are deleted.
 */
export function replaceFiles(
  temporary: string,
  path: string,
  replaced: readonly MigrationFile[],
  folder: string,
): void {
  try {
    renameSync(temporary, path);
  } catch (cause) {
    throw folderUnwritable(folder, cause);
  }
  const paths = replaced.flatMap(({ path: up, downPath }) => (downPath === null ? [up] : [up, downPath]));
  const left = paths.flatMap((file) => {
    const cause = deletionError(file);
    return cause === undefined ? [] : [{ path: file, cause }];
  });
  const [first] = left;
  if (first !== undefined)
    throw squashedFilesLeft(
      path,
      left.map((it) => it.path),
      first.cause,
    );
}

function deletionError(path: string): unknown {
  try {
    rmSync(path);
    return undefined;
  } catch (cause) {
    return cause;
  }
}
