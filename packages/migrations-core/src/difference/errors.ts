// Errors of planning the difference of two schemas. Nothing was written.
import { isRoostError, type RoostError } from '@roostjs/internal-errors';
import { fail } from '../errors.ts';

export function virtualTableChanged(
  table: string,
): RoostError<'DIFFERENCE.VIRTUAL_TABLE', { readonly table: string }> {
  return fail({
    code: 'DIFFERENCE.VIRTUAL_TABLE',
    message: `The virtual table '${table}' has another definition, and no statement changes one.`,
    hint: 'Write that migration by hand: drop it, create it again and fill it. Nothing was written.',
    details: { table },
  });
}

export function stepFailed(
  sql: string,
  reason: string,
  cause: unknown,
): RoostError<'DIFFERENCE.STEP_FAILED', { readonly statement: string }> {
  return fail({
    code: 'DIFFERENCE.STEP_FAILED',
    message: `The difference cannot be written as a migration, because this fails on the way: ${sql}: ${reason}`,
    hint: 'Change what the error names as well, in the schema or in a migration before this one. Nothing was written.',
    details: { statement: sql },
    cause,
  });
}

export function parentDropped(
  table: string,
  parent: string,
): RoostError<'DIFFERENCE.PARENT_DROPPED', { readonly table: string; readonly parent: string }> {
  return fail({
    code: 'DIFFERENCE.PARENT_DROPPED',
    message: `'${parent}' cannot be dropped, because '${table}' would still refer to it, and may lose its rows with it.`,
    hint: `Drop the foreign key of '${table}' as well, or the table. If '${parent}' is renamed, use its new name there. Nothing was written.`,
    details: { table, parent },
  });
}

export function isStepFailed(error: unknown): boolean {
  return isRoostError(error) && error.code === 'DIFFERENCE.STEP_FAILED';
}

export function notReached(
  objects: readonly string[],
): RoostError<'DIFFERENCE.NOT_REACHED', { readonly objects: readonly string[] }> {
  return fail({
    code: 'DIFFERENCE.NOT_REACHED',
    message: `The planned steps do not lead to the wanted schema: ${objects.join(', ')} would differ.`,
    hint: 'Write that migration by hand, and please report the two schemas. Nothing was written.',
    details: { objects },
  });
}

export function unproven(
  reason: string,
  cause?: unknown,
): RoostError<'DIFFERENCE.UNPROVEN', { readonly reason: string }> {
  return fail({
    code: 'DIFFERENCE.UNPROVEN',
    message: `The migration was tried on a database in memory and is not right: ${reason}.`,
    hint: 'Write it by hand, or change less at once. Nothing was written.',
    details: { reason },
    ...(cause === undefined ? {} : { cause }),
  });
}
