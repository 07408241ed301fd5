// What is said of a verification at its end: how many migrations are in which state, and what to do about them.
import type { VerifiedState, VerifyReport } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { count, nextLead } from './style.ts';
import { failedMigrations, type Strictness } from './verify.ts';

const states: readonly VerifiedState[] = ['ok', 'irreversible', 'differs', 'loses', 'failed', 'skipped'];

export function verifySummary(
  stderr: Output,
  place: string,
  { migrations, notTested }: VerifyReport,
  { strictness, took }: { readonly strictness: Strictness; readonly took: string },
): string {
  const counts = states.map((state) => ({
    state,
    number: migrations.filter((migration) => migration.state === state).length,
  }));
  const counted = counts.filter(({ number }) => number > 0).map(({ state, number }) => `${number} ${state}`);
  const tested = counted.length === 0 ? 'no migrations to test.' : `${counted.join(', ')}${took}.`;
  const found = failedMigrations(migrations, strictness);
  return [
    `${place}: ${tested}\n`,
    notTested.length === 0
      ? ''
      : `Not tested: ${count(notTested.length, 'migration')} that ${notTested.length === 1 ? 'stays' : 'stay'} applied.\n`,
    ...hints
      .filter(({ of }) => found.some(({ state }) => state === of))
      .map(({ of, hint }) => `${nextLead(stderr)}${of}: ${hint}\n`),
  ].join('');
}

const hints: readonly { readonly of: VerifiedState; readonly hint: string }[] = [
  { of: 'irreversible', hint: 'write a down(), or run the command without --reversible' },
  {
    of: 'differs',
    hint: 'fix down() so that it restores what up() found; without a down() the migration counts as irreversible',
  },
  { of: 'loses', hint: 'keep the rows, or remove down() so that nobody rolls it back' },
  { of: 'skipped', hint: 'fix the migrations above and run the command again' },
];
