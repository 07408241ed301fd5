// build:migrations
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function buildFileUnusable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'BUILD.FILE_UNUSABLE',
    message: `Cannot read or write the module of migrations '${file}': ${messageOf(cause)}.`,
    hint: 'Make sure that the file is accessible and its disk has space, or give another file.',
    details: { file },
    cause,
  });
}

export function outUnfit(file: string, problem: string): RoostError {
  return new RoostError({
    code: 'BUILD.FILE_UNFIT',
    message: `'${file}' cannot be the module of migrations: ${problem}.`,
    hint: 'Give a file of its own among the sources of the Worker, for example --out src/migrations.ts.',
    details: { file },
  });
}

export function importsUnfit(specifiers: readonly string[]): RoostError {
  return new RoostError({
    code: 'BUILD.IMPORT_UNFIT',
    message: `Bundlers do not find ${quoted(specifiers)} under its name, because it has one of ? # % and \\.`,
    hint: 'Rename the file or its folder; for an applied migration, roost migrate:repair then records the new name.',
    details: { specifiers },
  });
}

export function watchNeedsFile(): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: '--watch was given without --out, and needs a file to write to.',
    hint: 'Give one, for example --out src/migrations.ts.',
  });
}

export function watchFailed(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'BUILD.WATCH_FAILED',
    message: `Cannot watch '${folder}' for changes: ${messageOf(cause)}.`,
    hint: 'Raise the limit that the message names (on Linux fs.inotify.max_user_watches), or omit --watch and run it again after a change.',
    details: { folder },
    cause,
  });
}
