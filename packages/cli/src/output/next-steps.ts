// What to do about each state but `applied`, which wants nothing.
import type { MigrationState, MigrationStatus } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

type Unsettled = Exclude<MigrationState, 'applied'>;

/** For the states that are among the statuses. */
export function nextSteps(
  statuses: readonly MigrationStatus[],
): Readonly<Partial<Record<Unsettled, string>>> {
  const states = new Set(statuses.map(({ state }) => state));
  return Object.fromEntries(Object.entries(next).filter(([state]) => states.has(state as Unsettled)));
}

export function nextStepsText(stderr: Output, statuses: readonly MigrationStatus[]): string {
  return Object.entries(nextSteps(statuses))
    .map(([state, says]) => `${paint(stderr, 'cyan', 'next')}  ${state}: ${says}\n`)
    .join('');
}

const next: Readonly<Record<Unsettled, string>> = {
  pending: 'roost migrate applies it',
  changed: 'put the file back and write a new migration; or, where it does the same, roost migrate:repair',
  missing:
    'bring the file back, from version control say; without it, a roll-back needs the down() stored in the ledger',
  renamed: 'roost migrate:repair records the new name; or give the file its old one back',
  replaced: 'a pending migration stands for it: roost migrate records that one in its place',
  partial:
    'look at the schema, then say what holds: roost migrate:resolve <name> --applied (or --rolled-back)',
};
