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
    hint: 'Make smaller changes and one migration for each, or write it by hand. Nothing was written.',
    details: { statement: sql },
    cause,
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
