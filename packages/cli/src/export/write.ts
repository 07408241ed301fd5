// Writes exported migrations. A reader sees the old file or the new one, never a part.
import { exportFolderUnusable } from '../errors.ts';
import { writeTogether } from '../whole-files.ts';
import type { ExportedFile } from './compare.ts';

/** Writes the files into the folder, which is created if it does not exist. Throws EXPORT.FOLDER_UNUSABLE. */
export function writeFiles(folder: string, files: readonly ExportedFile[]): void {
  if (files.length === 0) return;
  try {
    writeTogether(folder, files);
  } catch (cause) {
    throw exportFolderUnusable(folder, cause);
  }
}
