// roost init
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function migrationsAmbiguous(folders: readonly string[]): RoostError {
  return new RoostError({
    code: 'INIT.MIGRATIONS_AMBIGUOUS',
    message: `Several folders have migrations: ${quoted(folders)}.`,
    hint: 'Choose one with --path <folder>. Nothing was written.',
    details: { folders },
  });
}

export function packageFileInvalid(file: string, problem: string): RoostError {
  return new RoostError({
    code: 'INIT.PACKAGE_INVALID',
    message: `Cannot add scripts to '${file}': ${problem}.`,
    hint: 'Fix it, then run roost init again. Nothing was written.',
    details: { file },
  });
}

export function baselineDiffers(reason: string, cause?: unknown): RoostError {
  return new RoostError({
    code: 'INIT.BASELINE_DIFFERS',
    message: `A migration with the schema of this database does not create the same schema on an empty one: ${reason}`,
    hint: 'Write the first migration by hand: roost schema:dump prints the schema. Nothing was written.',
    ...(cause === undefined ? {} : { cause }),
  });
}

export function initUnanswered(): RoostError {
  return new RoostError({
    code: 'INIT.UNANSWERED',
    message: 'Nothing was written: there is no terminal to ask on.',
    hint: 'Look at the proposal with --pretend, then write it with --yes.',
  });
}

export function fileInTheWay(file: string): RoostError {
  return new RoostError({
    code: 'INIT.FILE_EXISTS',
    message: `Nothing was written, because '${file}' exists or has changed meanwhile.`,
    hint: 'Move it away or keep it: roost init never overwrites a file.',
    details: { file },
  });
}

export function initIncomplete(file: string, written: readonly string[], cause: unknown): RoostError {
  const before = written.length === 0 ? 'Nothing was written' : `Written before it: ${quoted(written)}`;
  return new RoostError({
    code: 'INIT.INCOMPLETE',
    message: `Cannot write '${file}': ${messageOf(cause)}. ${before}.`,
    hint: 'Make its folder writable, then run roost init again: it writes only what is missing.',
    details: { file, written },
    cause,
  });
}
