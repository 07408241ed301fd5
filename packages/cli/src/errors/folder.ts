// The migrations folder, and the names of its files.
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

const namePattern = '<digits>_<title>, for example 20261123101500_create_posts_table.ts';

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

export function fileNamesInvalid(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_INVALID',
    message: `Invalid migration file names in '${folder}': ${quoted(files)}.`,
    hint: `Rename to ${namePattern} (.ts, .mts, .js, .mjs or .sql). If a file is no migration, start its name with an underscore.`,
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
