// Errors that prevent a rehearsal.
import type { NoDetails, RoostError } from '@roostjs/internal-errors';
import { fail } from '../errors.ts';

export function rehearsalUnsafe(reason: string): RoostError<'MIGRATION.REHEARSAL_UNSAFE', NoDetails> {
  return fail({
    code: 'MIGRATION.REHEARSAL_UNSAFE',
    message: `The rehearsal was cancelled, because its changes might not be rolled back: ${reason}`,
    hint: 'roost doctor checks the other guarantees; --pretend shows the SQL without running it.',
  });
}
