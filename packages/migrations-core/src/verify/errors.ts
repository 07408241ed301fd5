// Errors that prevent a verification.
import { messageOf, type NoDetails, type RoostError } from '@roostjs/internal-errors';
import { fail } from '../errors.ts';

export function contentsUnreadable(cause: unknown): RoostError<'VERIFY.UNREADABLE', NoDetails> {
  return fail({
    code: 'VERIFY.UNREADABLE',
    message: `The contents of the tables cannot be compared, because one of them cannot be read: ${messageOf(cause)}`,
    hint: 'Drop a virtual table together with the table that it reads from; a value of the maximum length that D1 allows cannot be read.',
    cause,
  });
}
