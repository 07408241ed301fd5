// Errors that prevent a squash. Nothing was written.
import type { RoostError } from '@roostjs/internal-errors';
import { counted, fail, quoted } from '../errors.ts';

export function squashNothing(
  names: readonly string[],
  to: string | undefined,
): RoostError<'SQUASH.NOTHING', { readonly names: readonly string[] }> {
  const found = names.length === 0 ? 'none' : `only ${quoted(names)}`;
  return fail({
    code: 'SQUASH.NOTHING',
    message: `A squash needs at least two migrations, but there is ${found}${to === undefined ? ' that is applied' : ` up to '${to}'`}.`,
    hint: 'Name the last migration to squash: roost migrate:squash --to <name>. Nothing was changed.',
    details: { names },
  });
}

export function squashUnapplied(
  names: readonly string[],
): RoostError<'SQUASH.UNAPPLIED', { readonly names: readonly string[] }> {
  return fail({
    code: 'SQUASH.UNAPPLIED',
    message: `The database has not run every migration to be replaced: ${quoted(names)} ${names.length === 1 ? 'is' : 'are'} pending.`,
    hint: 'Run roost migrate first, or name an earlier one with --to <name>. Nothing was changed.',
    details: { names },
  });
}

export function squashOutOfOrder(
  name: string,
  ahead: readonly string[],
): RoostError<'SQUASH.OUT_OF_ORDER', { readonly name: string; readonly ahead: readonly string[] }> {
  return fail({
    code: 'SQUASH.OUT_OF_ORDER',
    message: `'${name}' would run after migrations that are not being squashed: ${quoted(ahead)}.`,
    hint: 'Squash those too, or name an earlier one with --to <name>. Nothing was changed.',
    details: { name, ahead },
  });
}

export function squashReplayFailed(
  names: readonly string[],
  reason: string,
  cause: unknown,
): RoostError<'SQUASH.REPLAY_FAILED', { readonly names: readonly string[] }> {
  return fail({
    code: 'SQUASH.REPLAY_FAILED',
    message: `${counted(names, 'migration')} cannot be replayed on an empty database: ${reason}`,
    hint: 'Fix the migration, or name an earlier one with --to <name>. Nothing was changed.',
    details: { names },
    cause,
  });
}

export function squashRowsLeft(
  tables: readonly { readonly table: string; readonly count: number; readonly obstacle: string }[],
): RoostError<
  'SQUASH.ROWS',
  {
    readonly tables: readonly { readonly table: string; readonly count: number; readonly obstacle: string }[];
  }
> {
  const all = tables.map(({ table, count, obstacle }) => `${count} in '${table}' (${obstacle})`).join(', ');
  return fail({
    code: 'SQUASH.ROWS',
    message: `The migrations leave rows that a squashed migration cannot contain: ${all}.`,
    hint: 'Use --without-rows to leave out all rows that they write, and write them in another way. Nothing was changed.',
    details: { tables },
  });
}

export function squashDiffers(
  name: string,
  problem: string,
): RoostError<'SQUASH.DIFFERS', { readonly name: string }> {
  return fail({
    code: 'SQUASH.DIFFERS',
    message: `'${name}' does not produce the same database as the migrations it replaces: ${problem}.`,
    hint: 'Name an earlier one with --to <name>, and report this with the migrations. Nothing was changed.',
    details: { name },
  });
}
