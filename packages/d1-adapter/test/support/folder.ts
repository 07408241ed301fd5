// A folder for each test, which is removed when the test ends.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder with these files, path → text, which is removed when the test ends. */
export function testFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = newFolder();
  onTestFinished(() => removeFolder(folder));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'roost-d1-')));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
