// schema:dump
import { messageOf, RoostError } from '@roostjs/internal-errors';

export function dumpFileUnusable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'DUMP.FILE_UNUSABLE',
    message: `The file '${file}' of the schema cannot be read or written: ${messageOf(cause)}.`,
    hint: 'Make it a file that can be, with room on its disk, or name another one.',
    details: { file },
    cause,
  });
}
