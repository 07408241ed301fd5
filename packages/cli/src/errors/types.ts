// schema:types
import { messageOf, RoostError } from '@roostjs/internal-errors';

export function typesFileUnusable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'TYPES.FILE_UNUSABLE',
    message: `Cannot read or write the file of types '${file}': ${messageOf(cause)}.`,
    hint: 'Make sure that the file is accessible and its disk has space, or give another file.',
    details: { file },
    cause,
  });
}
