// A migration file that cannot be loaded.
import { messageOf, RoostError } from '@roostjs/internal-errors';
import type { SourceLocation } from './wording.ts';

export function backslashInPath(file: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_FAILED',
    message: `'${file}' cannot be imported: a backslash in a path separates folders to Node.js, whatever the file system says.`,
    hint: 'Rename the file, or the folder that it is in, to a name without a backslash.',
    details: { file },
  });
}

export function fileUnreadable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.UNREADABLE',
    message: `The migration '${file}' cannot be read: ${messageOf(cause)}.`,
    hint: 'Make it a readable file, or remove it.',
    details: { file },
    cause,
  });
}

export function syntaxInvalid(location: SourceLocation, problem: string, cause: unknown): RoostError {
  const { file, line, column } = location;
  return new RoostError({
    code: 'MIGRATION.SYNTAX',
    message: `'${file}' has a syntax error at line ${line}, column ${column}: ${problem}.`,
    hint: `Correct ${file}:${line}:${column}.`,
    details: { file, line, column },
    cause,
  });
}

export function importFailed(file: string, specifier: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_FAILED',
    message: `'${file}' imports '${specifier}', which cannot be found.`,
    hint: 'Correct the import, or install the package that it names.',
    details: { file, specifier },
    cause,
  });
}

export function exportMissing(file: string, specifier: string, name: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_FAILED',
    message: `'${file}' imports '${name}' from '${specifier}', which does not export it.`,
    hint: 'Correct the name, or export a value by that name.',
    details: { file, specifier, name },
  });
}

export function importThrew(file: string, line: number | undefined, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_THREW',
    message: `'${file}' threw while it was loaded: ${messageOf(cause)}`,
    hint: 'A migration does its work inside up() and down(); correct what it does outside of them.',
    details: line === undefined ? { file } : { file, line },
    cause,
  });
}
