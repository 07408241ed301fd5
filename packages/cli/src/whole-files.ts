// Files that are written whole or not at all, also where a disk is full. All files that roost writes for people are written here.
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Makes a file. Throws the file system's error, EEXIST where something has the name, and then leaves none behind. */
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

/** Makes a file, and its folder, or takes the place of the one that is there: whoever reads it sees the one or the other, never half of it. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  // Beside the file, because only within one file system is a file renamed at once.
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  writeNewFile(draft, text);
  try {
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw cause;
  }
}
