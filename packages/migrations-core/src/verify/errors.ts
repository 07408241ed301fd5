// What keeps migrations from being verified.
import { messageOf, type NoDetails, type RoostError } from '@roostjs/internal-errors';
import { fail } from '../errors.ts';

export function contentsUnreadable(cause: unknown): RoostError<'VERIFY.UNREADABLE', NoDetails> {
  return fail({
    code: 'VERIFY.UNREADABLE',
    message: `What the tables hold cannot be compared, because one of them cannot be read: ${messageOf(cause)}`,
    hint: 'Drop a virtual table together with the table that it reads of; a value as long as D1 takes at most cannot be read.',
    cause,
  });
}
