// The migrations folder, and the names of what is in it.
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

const namePattern = '<digits>_<title>, for example 20261123101500_create_posts_table.ts';

export function folderMissing(folder: string): RoostError {
  return new RoostError({
    code: 'MIGRATIONS.FOLDER_MISSING',
    message: `There is no migrations folder '${folder}'.`,
    hint: 'Write a first migration with roost make:migration <name>, or name the folder with --path <folder>.',
    details: { folder },
  });
}

export function folderUnreadable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATIONS.FOLDER_UNREADABLE',
    message: `The migrations folder '${folder}' cannot be read: ${messageOf(cause)}.`,
    hint: 'Make it a readable folder, or name another one with --path <folder>.',
    details: { folder },
    cause,
  });
}

export function folderUnwritable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATIONS.FOLDER_UNWRITABLE',
    message: `A migration cannot be written to '${folder}': ${messageOf(cause)}.`,
    hint: 'Make it a writable folder with room on its disk, or name another one with --path <folder>.',
    details: { folder },
    cause,
  });
}

export function fileNamesInvalid(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_INVALID',
    message: `Not a name for a migration in '${folder}': ${quoted(files)}.`,
    hint: `Rename to ${namePattern} (.ts, .mts, .js or .mjs), or let a helper's name begin with an underscore.`,
    details: { folder, files },
  });
}

export function fileNamesDuplicate(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_DUPLICATE',
    message: `Files in '${folder}' share a migration's name: ${quoted(files)}.`,
    hint: 'Keep one file of each name, and compile to another folder.',
    details: { folder, files },
  });
}
