// The file of a dumped schema. Whoever reads it sees it as it was or as it is now, never half of it.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { dumpFileUnusable } from '../errors.ts';
import { isSystemError } from '../make/system-error.ts';

/** undefined where there is none. Throws DUMP.FILE_UNUSABLE. */
export function readDump(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'ENOENT') return undefined;
    throw dumpFileUnusable(path, cause);
  }
}

/** Its folder is made where there is none. Throws DUMP.FILE_UNUSABLE. */
export function writeDump(path: string, text: string): void {
  // Beside the file, because only within one file system is a file renamed at once.
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (cause) {
    throw dumpFileUnusable(path, cause);
  }
}
