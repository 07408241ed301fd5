// Writes exported migrations. Whoever reads a file sees it as it was or as it is now, never half of it.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exportFolderUnusable } from '../errors.ts';
import type { ExportedFile } from './compare.ts';

/** Writes the files into the folder, which is created where there is none. Throws EXPORT.FOLDER_UNUSABLE. */
export function writeFiles(folder: string, files: readonly ExportedFile[]): void {
  if (files.length === 0) return;
  try {
    mkdirSync(folder, { recursive: true });
    // Beside the files, because only within one file system is a file renamed at once. wrangler passes dot folders over.
    const drafts = mkdtempSync(join(folder, '.roost-'));
    try {
      for (const { path, text } of files) writeFileSync(join(drafts, basename(path)), text);
      for (const { path } of files) renameSync(join(drafts, basename(path)), path);
    } finally {
      rmSync(drafts, { recursive: true });
    }
  } catch (cause) {
    throw exportFolderUnusable(folder, cause);
  }
}
