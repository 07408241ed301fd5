// The seeders folder, the names of its files, and JSON in it.
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function seedersFolderMissing(folder: string): RoostError {
  return new RoostError({
    code: 'SEEDERS.FOLDER_MISSING',
    message: `The seeders folder '${folder}' does not exist.`,
    hint: 'Create the first seeder with roost make:seeder <name>, or name another folder with --seeders <folder>.',
    details: { folder },
  });
}

export function seedersFolderUnreadable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'SEEDERS.FOLDER_UNREADABLE',
    message: `Cannot read the seeders folder '${folder}': ${messageOf(cause)}.`,
    hint: 'Make it a readable folder, or give another one with --seeders <folder>.',
    details: { folder },
    cause,
  });
}

export function seedersFolderUnwritable(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'SEEDERS.FOLDER_UNWRITABLE',
    message: `Cannot write a seeder to '${folder}': ${messageOf(cause)}.`,
    hint: 'Make sure that the folder is writable and its disk has space, or give another one with --seeders <folder>.',
    details: { folder },
    cause,
  });
}

export function seederFilesInvalid(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'SEEDERS.NAME_INVALID',
    message: `Invalid seeder file names in '${folder}': ${quoted(files)}.`,
    hint: 'Rename to <name>.ts, .mts, .js, .mjs, .sql or .json, without other dots or spaces. If a file is no seeder, start its name with an underscore.',
    details: { folder, files },
  });
}

export function seederNameInvalid(input: string, problem: string): RoostError {
  return new RoostError({
    code: 'SEEDERS.NAME_INVALID',
    message: `'${input}' is not a valid seeder name: ${problem}.`,
    hint: 'Use letters, digits and underscores, for example users.',
    details: { input },
  });
}

export function seederFilesDuplicate(folder: string, files: readonly string[]): RoostError {
  return new RoostError({
    code: 'SEEDERS.NAME_DUPLICATE',
    message: `Several files in '${folder}' have the same seeder name: ${quoted(files)}.`,
    hint: 'Keep one file of each name; compile to another folder.',
    details: { folder, files },
  });
}

export function seederNameTaken(name: string, file: string): RoostError {
  return new RoostError({
    code: 'SEEDERS.NAME_TAKEN',
    message: `A seeder '${name}' already exists: '${file}'.`,
    hint: 'Choose another name, or edit that file.',
    details: { name, file },
  });
}

/** `matching`: the seeders that the name may mean; none, or several. */
export function seederNotFound(
  name: string,
  matching: readonly string[],
  names: readonly string[],
): RoostError {
  const several = matching.length > 0;
  return new RoostError({
    code: 'SEEDERS.NOT_FOUND',
    message: several
      ? `'${name}' matches several seeders: ${quoted(matching)}.`
      : `There is no seeder '${name}'.`,
    hint: several
      ? 'Use the whole name.'
      : `The folder has ${names.length === 0 ? 'none' : quoted(names)}. Create one with roost make:seeder <name>.`,
    details: { name, names },
  });
}

export function seederJsonInvalid(file: string, problem: string, cause?: unknown): RoostError {
  return new RoostError({
    code: 'SEEDERS.JSON_INVALID',
    message: `Cannot seed from '${file}': ${problem}.`,
    hint: 'Write rows by table: { "users": [{ "id": 1, "name": "Ada" }] }.',
    details: { file },
    cause,
  });
}
