// Reads and writes a file that a command writes as a whole, such as a dumped schema.
import { readFileSync } from 'node:fs';
import type { RoostError } from '@roostjs/internal-errors';
import { isSystemError } from './system-error.ts';
import { type FileText, replaceFiles } from './whole-files.ts';

/** The error for a file that cannot be read or written. */
type Unusable = (path: string, cause: unknown) => RoostError;

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
  return writeDocuments([{ path, text }], unusable).length > 0;
}

/** Each as `writeDocument` does, or none. Returns the paths of those that were written. */
export function writeDocuments(files: readonly FileText[], unusable: Unusable): readonly string[] {
  const others = files.filter(({ path, text }) => readDocument(path, unusable) !== text);
  const paths = others.map(({ path }) => path);
  try {
    replaceFiles(others);
    return paths;
  } catch (cause) {
    throw unusable(paths.join(', '), cause);
  }
}
