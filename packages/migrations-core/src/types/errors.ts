// Errors that keep a schema from being written as types. Nothing was written.
import type { NoDetails, RoostError } from '@roostjs/internal-errors';
import { fail, quoted } from '../errors.ts';

export function typesReplayFailed(
  reason: string,
  cause: unknown,
): RoostError<'TYPES.REPLAY_FAILED', NoDetails> {
  return fail({
    code: 'TYPES.REPLAY_FAILED',
    message: `The migrations fail on an empty database, so their schema is not known: ${reason}`,
    hint: 'Fix the migration; roost migrate:verify tries each one. Nothing was written.',
    details: {},
    cause,
  });
}

export function typeCommentInvalid(
  table: string,
  column: string | null,
  type: string,
  reason: string,
): RoostError<'TYPES.COMMENT_INVALID', { readonly table: string; readonly column: string | null }> {
  const place = column === null ? `'${table}'` : `column '${column}' of '${table}'`;
  return fail({
    code: 'TYPES.COMMENT_INVALID',
    message: `The type comment in ${place} ${reason}: '${type}'.`,
    hint: "Write one TypeScript type on the line of its column: -- roost-type: 'a' | 'b'. Nothing was written.",
    details: { table, column },
  });
}

export function typeNameConflict(
  type: string,
  names: readonly string[],
): RoostError<'TYPES.NAME_CONFLICT', { readonly type: string; readonly names: readonly string[] }> {
  return fail({
    code: 'TYPES.NAME_CONFLICT',
    message: `${quoted(names)} would all have the type name '${type}'.`,
    hint: 'Rename one of them in a migration: ALTER TABLE … RENAME TO …. Nothing was written.',
    details: { type, names },
  });
}

export function typedViewInvalid(
  view: string,
  reason: string,
  cause: unknown,
): RoostError<'TYPES.VIEW_INVALID', { readonly view: string }> {
  return fail({
    code: 'TYPES.VIEW_INVALID',
    message: `The columns of the view '${view}' are not known: ${reason}.`,
    hint: 'Drop the view in a migration, or create what it reads. Nothing was written.',
    details: { view },
    cause,
  });
}
