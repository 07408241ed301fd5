// migrate:squash
import { messageOf, RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function squashedFilesLeft(file: string, left: readonly string[], cause: unknown): RoostError {
  return new RoostError({
    code: 'SQUASH.FILES_LEFT',
    message: `'${file}' was written, but files that it replaces could not be deleted: ${quoted(left)} (${messageOf(cause)}).`,
    hint: 'Delete these files: until then, roost migrate refuses to run.',
    details: { file, left },
    cause,
  });
}
