// Why a rehearsal does not begin.
import type { NoDetails, RoostError } from '@roostjs/internal-errors';
import { fail } from '../errors.ts';

export function rehearsalUnsafe(reason: string): RoostError<'MIGRATION.REHEARSAL_UNSAFE', NoDetails> {
  return fail({
    code: 'MIGRATION.REHEARSAL_UNSAFE',
    message: `Nothing was rehearsed, because it could stay: ${reason}`,
    hint: 'roost doctor tells what else does not hold; --pretend shows the SQL without running it.',
  });
}
