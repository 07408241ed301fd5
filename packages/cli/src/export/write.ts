// Writes exported migrations. A reader sees the old file or the new one, never a part.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exportFolderUnusable } from '../errors.ts';
import type { ExportedFile } from './compare.ts';

/** Writes the files into the folder, which is created if it does not exist. Throws EXPORT.FOLDER_UNUSABLE. */
export function writeFiles(folder: string, files: readonly ExportedFile[]): void {
  if (files.length === 0) return;
  try {
    mkdirSync(folder, { recursive: true });
    // In the same folder, because a rename is atomic only within one file system. wrangler ignores folders that start with a dot.
    const temporary = mkdtempSync(join(folder, '.roost-'));
    try {
      for (const { path, text } of files) writeFileSync(join(temporary, basename(path)), text);
      for (const { path } of files) renameSync(join(temporary, basename(path)), path);
    } finally {
      rmSync(temporary, { recursive: true });
    }
  } catch (cause) {
    throw exportFolderUnusable(folder, cause);
  }
}
