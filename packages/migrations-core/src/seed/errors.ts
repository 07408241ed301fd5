// Errors of seeding, and of an upsert.
import { messageOf, type RoostError } from '@roostjs/internal-errors';
import { failedAssertion } from '../database/assertion.ts';
import type { FailedStatement, StepFailure } from '../database/failure.ts';
import { fail, sentence, unchanged } from '../errors.ts';
import { hintOf, place, shown } from '../run/errors.ts';
import type { SeedReport } from './report.ts';

export type SeederFailed = {
  readonly seeder: string;
  readonly statement: FailedStatement | null;
  readonly seeded: SeedReport;
};

const seedAgain = 'run roost db:seed; seeders that have run already may run again.';

export function rowsInvalid(
  table: string,
  fault: string,
): RoostError<'UPSERT.INVALID', { readonly table: string }> {
  return fail({
    code: 'UPSERT.INVALID',
    message: `Cannot upsert into '${table}': ${fault}.`,
    hint: 'Pass rows as objects, each with its key: texts, finite numbers, booleans, null, and lists and objects of them.',
    details: { table },
  });
}

export function seederInvalid(
  name: string,
  fault: string,
  hint = 'A module has export default { async run(db) { … } }, JSON has { "<table>": [{ "<column>": … }] }.',
): RoostError<'SEED.INVALID', { readonly seeder: string }> {
  return fail({
    code: 'SEED.INVALID',
    message: `Cannot seed '${name}': ${fault}.`,
    hint: `${hint} ${unchanged}`,
    details: { seeder: name },
  });
}

/** For a statement that is refused before any of the seeder is sent. */
export function seederRefused(
  name: string,
  problem: string,
  remedy: string,
  { statement, seeded }: Pick<SeederFailed, 'statement' | 'seeded'>,
): RoostError<'SEED.REFUSED', SeederFailed> {
  return fail({
    code: 'SEED.REFUSED',
    message: `Seeding '${name}' was not started: ${sentence(problem)}`,
    hint: `Nothing of it ran: ${remedy}, then ${seedAgain}`,
    details: { seeder: name, statement: shown(statement), seeded },
  });
}

/** What a seeder that failed has written: `kept` counts statements outside a transaction. */
type Written = { readonly kept: number; readonly isUnchanged: boolean };

export function seederFailed(
  name: string,
  { cause, statement }: StepFailure,
  { kept, isUnchanged }: Written,
  seeded: SeedReport,
): RoostError<'SEED.FAILED', SeederFailed> {
  const after = kept === 0 ? '' : `, after ${kept} of its statements were kept`;
  const message = failedAssertion(cause) ?? messageOf(cause);
  const table = /no such (?:table|column)|has no column named/.test(message)
    ? ' If a migration creates what is missing, run roost migrate first.'
    : '';
  return fail({
    code: 'SEED.FAILED',
    message: `Seeding '${name}' failed${place(statement)}${after}: ${message}`,
    hint: hintOf(cause) ?? `${isUnchanged ? 'It changed nothing: fix' : 'Fix'} it and ${seedAgain}${table}`,
    details: { seeder: name, statement: shown(statement), seeded },
    cause,
  });
}

export function seedingUnknown(
  name: string,
  cause: unknown,
  seeded: SeedReport,
): RoostError<'SEED.OUTCOME_UNKNOWN', SeederFailed> {
  return fail({
    code: 'SEED.OUTCOME_UNKNOWN',
    message: `Whether '${name}' was seeded is not known: ${sentence(messageOf(cause))}`,
    hint: 'Run roost db:seed: a seeder may run twice.',
    details: { seeder: name, statement: null, seeded },
    cause,
  });
}

export function seedingInterrupted(
  reason: string,
  seeded: SeedReport,
): RoostError<'SEED.INTERRUPTED', { readonly reason: string; readonly seeded: SeedReport }> {
  const { done, remaining } = seeded;
  return fail({
    code: 'SEED.INTERRUPTED',
    message: `Seeding was stopped by ${reason}, between two seeders: ${done.length} done, ${remaining.length} left.`,
    hint: 'What is done stays done; roost db:seed runs all of them again.',
    details: { reason, seeded },
  });
}
