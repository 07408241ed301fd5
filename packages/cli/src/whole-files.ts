// Writes files completely or not at all, even if the disk is full.
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Creates a file. Throws the file system's error (EEXIST if the path exists), and then leaves no file behind. */
export function writeNewFile(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    rmSync(path, { force: true });
    throw cause;
  }
}

export type FileText = { readonly path: string; readonly text: string };

/**
 * Creates or replaces files of one folder, which is created if it does not exist. No text is in place before all are written.
 * `place` moves the temporary file to its path.
 */
export function writeTogether(
  folder: string,
  files: readonly FileText[],
  place: (temporary: string, path: string) => void = renameSync,
): void {
  mkdirSync(folder, { recursive: true });
  // In the same folder, because a rename is atomic only within one file system. Roost and wrangler ignore folders that start with a dot.
  const temporary = mkdtempSync(join(folder, '.roost-'));
  try {
    for (const { path, text } of files) writeFileSync(join(temporary, basename(path)), text);
    for (const { path } of files) place(join(temporary, basename(path)), path);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** Creates or replaces a file, and creates its folder. A reader sees the old file or the new one, never a part. */
export function replaceFile(path: string, text: string): void {
  replaceFiles([{ path, text }]);
}

/** The same for files of several folders. No text is in place before all are written. */
export function replaceFiles(files: readonly FileText[]): void {
  const written: { readonly temporary: string; readonly path: string }[] = [];
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true });
      // In the same folder, because a rename is atomic only within one file system.
      const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
      writeNewFile(temporary, text);
      written.push({ temporary, path });
    }
    for (const { temporary, path } of written) renameSync(temporary, path);
  } catch (cause) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    throw cause;
  }
}
