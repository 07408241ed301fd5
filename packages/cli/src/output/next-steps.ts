// What to do about each state except `applied`, and about what another tool has applied.
import { inline } from '@roostjs/internal-errors';
import type { AppliedElsewhere, MigrationState, MigrationStatus } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { nextLead } from './style.ts';

type Unfinished = Exclude<MigrationState, 'applied'>;

/** For the states that occur; first of all `adopt`, if another tool has migrated the database. */
export function nextSteps(
  statuses: readonly MigrationStatus[],
  elsewhere: readonly AppliedElsewhere[],
): Readonly<Partial<Record<Unfinished | 'adopt', string>>> {
  const listed = new Set(elsewhere.flatMap(({ names }) => names));
  const states = new Set(statuses.filter(({ name }) => !listed.has(name)).map(({ state }) => state));
  const steps = Object.entries(next).filter(([state]) => states.has(state as Unfinished));
  const adopt = elsewhere.map(adoptText).join('; ');
  return Object.fromEntries(adopt === '' ? steps : [['adopt', adopt], ...steps]);
}

export function nextStepsText(
  stderr: Output,
  statuses: readonly MigrationStatus[],
  elsewhere: readonly AppliedElsewhere[],
): string {
  return Object.entries(nextSteps(statuses, elsewhere))
    .map(([state, message]) => `${nextLead(stderr)}${state}: ${inline(message)}\n`)
    .join('');
}

function adoptText({ tool, table, names }: AppliedElsewhere): string {
  const ledger = `according to its ledger '${table}'`;
  return names.length === 0
    ? `${tool} has migrated this database, ${ledger}: if what it has applied is pending here, run roost migrate:adopt first`
    : `${tool} has applied ${names.length === 1 ? `'${names[0]}'` : `${names.length} of them`}, ${ledger}: run roost migrate:adopt to mark ${names.length === 1 ? 'it' : 'them'} as applied`;
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
