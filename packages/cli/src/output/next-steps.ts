// What to do about each state except `applied`.
import type { MigrationState, MigrationStatus } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

type Unfinished = Exclude<MigrationState, 'applied'>;

/** For the states that occur. */
export function nextSteps(
  statuses: readonly MigrationStatus[],
): Readonly<Partial<Record<Unfinished, string>>> {
  const states = new Set(statuses.map(({ state }) => state));
  return Object.fromEntries(Object.entries(next).filter(([state]) => states.has(state as Unfinished)));
}

export function nextStepsText(stderr: Output, statuses: readonly MigrationStatus[]): string {
  return Object.entries(nextSteps(statuses))
    .map(([state, message]) => `${paint(stderr, 'cyan', 'next')}  ${state}: ${message}\n`)
    .join('');
}

const next: Readonly<Record<Unfinished, string>> = {
  pending: 'run roost migrate to apply it',
  changed:
    'restore the file and write a new migration; or, if the change has no effect, run roost migrate:repair',
  missing:
    'restore the file, for example from version control; without it, a rollback needs the down() stored in the ledger',
  renamed: 'run roost migrate:repair to record the new name, or rename the file back',
  replaced: 'a pending migration replaces it: run roost migrate to record that one in its place',
  partial: 'check the schema, then run roost migrate:resolve <name> --applied (or --rolled-back)',
};
