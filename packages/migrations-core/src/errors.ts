// How a failure is worded and thrown. The errors of a feature are in the errors.ts of its folder;
// docs/reference/errors.md has an entry for each code, and a test compares the two.
import { type NoDetails, RoostError, type RoostFailure, shellWord } from '@roostjs/internal-errors';

export { isRoostError, messageOf, RoostError } from '@roostjs/internal-errors';

export const unchanged = 'Nothing was changed.';

export const lookAgain = 'Look at roost migrate:status, then run the command again.';

/** The command that resolves a partial migration. */
export function resolveCommand(name: string): string {
  return `roost migrate:resolve ${shellWord(name)} --applied (or --rolled-back).`;
}

export function fail<Code extends string, Details extends object = NoDetails>(
  failure: RoostFailure<Code, Details>,
): RoostError<Code, Details> {
  return new RoostError(failure);
}

/** Why something was not done. `isKnown` is false if it may have been done: then `reason` says what is known. */
export type Uncommitted = { readonly isKnown: boolean; readonly reason: string };

/** The sentence for it. The triple says what should have been done: `The ledger 'a'`, `was`, `created`. */
export function notDone(
  [subject, was, done]: readonly [subject: string, was: 'was' | 'were', done: string],
  { isKnown, reason }: Uncommitted,
): string {
  if (isKnown) return `${subject} ${was} not ${done}: ${sentence(reason)}`;
  return `Whether ${subject.charAt(0).toLowerCase()}${subject.slice(1)} ${was} ${done} is not known: ${sentence(reason)}`;
}

/** Adds a full stop if there is none, so that another sentence can follow. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function quote(name: string): string {
  return `'${name}'`;
}

export function quoted(names: readonly string[]): string {
  return names.map(quote).join(', ');
}

/** A few of the texts, and how many more there are. */
export function few(texts: readonly string[]): string {
  return texts.length > 5 ? `${texts.slice(0, 4).join(', ')} and ${texts.length - 4} more` : texts.join(', ');
}

export function counted(names: readonly unknown[], noun: string): string {
  return names.length === 1 ? `1 ${noun}` : `${names.length} ${noun}s`;
}

export function invalidOption(
  option: string,
  problem: string,
  hint: string,
): RoostError<'OPTION.INVALID', { readonly option: string }> {
  return fail({
    code: 'OPTION.INVALID',
    message: `${option} ${problem}.`,
    hint,
    details: { option },
  });
}
