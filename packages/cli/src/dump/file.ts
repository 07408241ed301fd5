// Reads and writes the file of a dumped schema.
import { readFileSync } from 'node:fs';
import { dumpFileUnusable } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { replaceFile } from '../whole-files.ts';

/** undefined if there is none. Throws DUMP.FILE_UNUSABLE. */
export function readDump(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'ENOENT') return undefined;
    throw dumpFileUnusable(path, cause);
  }
}

/** Creates the folder too. Throws DUMP.FILE_UNUSABLE. */
export function writeDump(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (cause) {
    throw dumpFileUnusable(path, cause);
  }
}
