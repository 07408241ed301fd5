// The migrations folder, and the names of its files.
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

const namePattern =
  '<digits>_<title>, such as 20261123101500_create_posts_table.ts (.mts, .js, .mjs or .sql)';

export function folderMissing(folder: string): RoostError {
  return new RoostError({
    code: 'MIGRATIONS.FOLDER_MISSING',
    message: `The migrations folder '${folder}' does not exist.`,
    hint: 'Create the first migration with roost make:migration <name>, or name another folder, such as the one of wrangler: --path migrations.',
    details: { folder },
  });
}

export function folderUnreadable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATIONS.FOLDER_UNREADABLE',
    message: `Cannot read the migrations folder '${folder}': ${messageOf(cause)}.`,
    hint: 'Make it a readable folder, or give another one with --path <folder>.',
    details: { folder },
    cause,
  });
}

export function folderUnwritable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATIONS.FOLDER_UNWRITABLE',
    message: `Cannot write a migration to '${folder}': ${messageOf(cause)}.`,
    hint: 'Make sure that the folder is writable and its disk has space, or give another one with --path <folder>.',
    details: { folder },
    cause,
  });
}

export function fileNamesInvalid(
  folder: string,
  files: readonly { readonly file: string; readonly flaw: string }[],
): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_INVALID',
    message: `In '${folder}' there are names that no migration can have: ${files.map(({ file, flaw }) => `'${file}' ${flaw}`).join(', ')}.`,
    hint: `Rename to ${namePattern}; the digits give its place. A file that is no migration belongs in another folder (one whose name begins with an underscore may stay, but wrangler applies it if it is SQL).`,
    details: { folder, files: files.map(({ file }) => file) },
  });
}

export function fileCopies(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_INVALID',
    message: `In '${folder}' there are copies of migrations, which would run twice: ${quoted(files)}.`,
    hint: `Delete them; or, if they are migrations of their own, rename them to ${namePattern}.`,
    details: { folder, files },
  });
}

export function downWithoutUp(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_INVALID',
    message: `There is nothing to roll back with ${quoted(files)} in '${folder}': the file that runs up is missing.`,
    hint: 'Put <name>.up.sql, or <name>.sql, next to <name>.down.sql.',
    details: { folder, files },
  });
}

export function fileNamesDuplicate(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_DUPLICATE',
    message: `Several files in '${folder}' have the same migration name: ${quoted(files)}.`,
    hint: 'Keep one file of each name; compile to another folder.',
    details: { folder, files },
  });
}
