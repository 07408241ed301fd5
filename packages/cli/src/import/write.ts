// Writes imported migrations: all of them or none, and over no other file.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { folderUnwritable } from '../errors.ts';
import { type FileText, writeTogether } from '../whole-files.ts';

/** Throws MIGRATIONS.FOLDER_UNWRITABLE, and then has written nothing. */
export function writeModules(folder: string, files: readonly FileText[]): void {
  const written: string[] = [];
  try {
    writeTogether(folder, files, (temporary, path) => {
      // Another process may have written it since the folder was listed.
      if (existsSync(path)) throw new Error(`'${path}' exists by now`);
      renameSync(temporary, path);
      written.push(path);
    });
  } catch (cause) {
    for (const path of written) rmSync(path, { force: true });
    throw folderUnwritable(folder, cause);
  }
}
