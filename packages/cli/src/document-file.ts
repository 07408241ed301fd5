// Reads and writes a file that a command writes as a whole, such as a dumped schema.
import { readFileSync } from 'node:fs';
import type { RoostError } from '@roostjs/internal-errors';
import { isSystemError } from './system-error.ts';
import { type FileText, replaceFiles } from './whole-files.ts';

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

/** The first line that differs, from 1; null if there is none. A checkout may have changed line ends to CRLF. */
export function differentLine(present: string, wanted: string): number | null {
  const [some, others] = [present.split(/\r?\n/), wanted.split(/\r?\n/)];
  const length = Math.max(some.length, others.length);
  for (let line = 0; line < length; line += 1) if (some[line] !== others[line]) return line + 1;
  return null;
}
