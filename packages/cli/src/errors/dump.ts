// schema:dump
import { messageOf, RoostError } from '@roostjs/internal-errors';

export function dumpFileUnusable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'DUMP.FILE_UNUSABLE',
    message: `Cannot read or write the schema file '${file}': ${messageOf(cause)}.`,
    hint: 'Make sure that the file is accessible and its disk has space, or give another file.',
    details: { file },
    cause,
  });
}
