// A migration file that cannot be loaded.
import { messageOf, RoostError } from '@roostjs/internal-errors';
import type { SourceLocation } from './wording.ts';

export function backslashInPath(file: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_FAILED',
    message: `Cannot import '${file}': Node.js takes a backslash in the path for a folder separator.`,
    hint: 'Rename the file or its folder to a name without a backslash.',
    details: { file },
  });
}

export function fileUnreadable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.UNREADABLE',
    message: `Cannot read '${file}': ${messageOf(cause)}.`,
    hint: 'Make it a readable file, or delete it.',
    details: { file },
    cause,
  });
}

export function notUtf8(file: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.UNREADABLE',
    message: `Cannot read the migration '${file}': it is not UTF-8.`,
    hint: 'Save it as UTF-8 in an editor.',
    details: { file },
  });
}

export function syntaxInvalid(location: SourceLocation, problem: string, cause: unknown): RoostError {
  const { file, line, column } = location;
  return new RoostError({
    code: 'MIGRATION.SYNTAX',
    message: `'${file}' has a syntax error at line ${line}, column ${column}: ${problem}.`,
    hint: `Fix ${file}:${line}:${column}.`,
    details: { file, line, column },
    cause,
  });
}

export function importFailed(file: string, specifier: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_FAILED',
    message: `'${file}' imports '${specifier}', which cannot be found.`,
    hint: 'Fix the import, or install the package.',
    details: { file, specifier },
    cause,
  });
}

export function exportMissing(file: string, specifier: string, name: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_FAILED',
    message: `'${file}' imports '${name}' from '${specifier}', which does not export it.`,
    hint: 'Fix the name, or export a value of that name.',
    details: { file, specifier, name },
  });
}

export function importThrew(file: string, line: number | undefined, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.IMPORT_THREW',
    message: `'${file}' threw while it was loaded: ${messageOf(cause)}`,
    hint: 'A migration has to do its work inside up() and down(), and a seeder inside run(). Fix the code outside of them.',
    details: line === undefined ? { file } : { file, line },
    cause,
  });
}
