// Errors that prevent a check of branches. Nothing was written.
import type { RoostError } from '@roostjs/internal-errors';
import { fail, few, quote } from '../errors.ts';

export function appliedBeyond(
  names: readonly string[],
): RoostError<'BRANCHES.APPLIED', { readonly names: readonly string[] }> {
  return fail({
    code: 'BRANCHES.APPLIED',
    message: `The local database has applied migrations that the two branches do not have in common: ${few(names.map(quote))}. The orders can only be tried on a database that has none of them.`,
    hint: 'Check without --data, or with --file <a copy of the database from before them>; or roll them back first: roost migrate:rollback. Nothing was written.',
    details: { names },
  });
}
