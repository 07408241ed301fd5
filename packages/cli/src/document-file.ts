// Reads and writes a file that a command writes as a whole, such as a dumped schema.
import { readFileSync } from 'node:fs';
import type { RoostError } from '@roostjs/internal-errors';
import { isSystemError } from './system-error.ts';
import { replaceFile } from './whole-files.ts';

/** The error for a file that cannot be read or written. */
export type Unusable = (path: string, cause: unknown) => RoostError;

/** undefined if there is none. Throws what `unusable` returns. */
export function readDocument(path: string, unusable: Unusable): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'ENOENT') return undefined;
    throw unusable(path, cause);
  }
}

/**
 * Creates the folder too. Returns false, and leaves the file as it is, if it has this text. Throws what `unusable`
 * returns.
 */
export function writeDocument(path: string, text: string, unusable: Unusable): boolean {
  if (readDocument(path, unusable) === text) return false;
  try {
    replaceFile(path, text);
    return true;
  } catch (cause) {
    throw unusable(path, cause);
  }
}
