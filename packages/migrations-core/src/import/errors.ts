// Errors that prevent an import. Nothing was written.
import type { RoostError } from '@roostjs/internal-errors';
import { fail } from '../errors.ts';

export function importReplayFailed(
  reason: string,
  cause: unknown,
): RoostError<'IMPORT.REPLAY_FAILED', { readonly reason: string }> {
  return fail({
    code: 'IMPORT.REPLAY_FAILED',
    message: `The SQL cannot be run on an empty database: ${reason}`,
    hint: 'Fix the SQL, or move the file out of the folder. Nothing was written.',
    details: { reason },
    cause,
  });
}

export function importDiffers(
  name: string | null,
  problem: string,
): RoostError<'IMPORT.DIFFERS', { readonly name: string | null }> {
  return fail({
    code: 'IMPORT.DIFFERS',
    message: `${name === null ? 'The imported migrations do' : `The imported '${name}' does`} not do the same as the SQL: ${problem}.`,
    hint: 'Use the SQL as it is, and report this with the file. Nothing was written.',
    details: { name },
  });
}
