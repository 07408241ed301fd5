// Writes files completely or not at all, even if the disk is full.
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Creates or replaces a file, and creates its folder. A reader sees the old file or the new one, never a part. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  // In the same folder, because a rename is atomic only within one file system.
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  writeNewFile(temporary, text);
  try {
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}
