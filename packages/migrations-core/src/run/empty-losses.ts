// Losses that are not refused because nothing is there to lose: the migration's batch asserts that this is still so.
import { failedAssertion } from '../database/assertion.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';

/**
 * Of one migration. `findings`: what would be lost otherwise. `places`: the tables, and columns as `table.column`, that
 * have no value. `assertions`: what its batch begins with.
 */
export type EmptyLosses = {
  readonly findings: readonly LintFinding[];
  readonly places: readonly string[];
  readonly assertions: readonly RecordedStatement[];
};

/** By the name of the migration. */
export type EmptyLossesByName = ReadonlyMap<string, EmptyLosses>;

/** The steps, each with what its batch asserts. */
export function withEmpty<T extends PlanStep>(steps: readonly T[], empty: EmptyLossesByName): readonly T[] {
  return steps.map((step) => {
    const own = empty.get(step.name);
    return own === undefined ? step : { ...step, onlyIfEmpty: own.places };
  });
}

/** How the message of such an assertion begins. */
export const noLongerEmpty = 'no longer empty: ';

/** What one of these assertions found; undefined if something else failed. */
export function filledMeanwhile(cause: unknown): string | undefined {
  const message = failedAssertion(cause);
  return message?.startsWith(noLongerEmpty) ? message.slice(noLongerEmpty.length) : undefined;
}
