// report, schema:diagram
import { messageOf, RoostError } from '@roostjs/internal-errors';

export function reportFileUnusable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'REPORT.FILE_UNUSABLE',
    message: `Cannot read or write the file '${file}': ${messageOf(cause)}.`,
    hint: 'Make sure that the file is accessible and its disk has space, or give another file.',
    details: { file },
    cause,
  });
}

export function reportFilesSame(file: string, flags: readonly string[]): RoostError {
  return new RoostError({
    code: 'REPORT.FILES_SAME',
    message: `${flags.join(' and ')} name the same file '${file}'.`,
    hint: 'Give each form of the report a file of its own. Nothing was written.',
    details: { file, flags },
  });
}
