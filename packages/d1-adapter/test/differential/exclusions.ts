// Where the local driver answers otherwise than D1 does. What can be told from two answers is an exclusion by name; what
// would make two databases go apart is kept out of the scripts by the functions. All else has to be equal.

import type { CallOutcome } from '../conformance/call.ts';
import type { Draft } from './draft.ts';

type Exclusion = {
  readonly name: string;
  readonly covers: (expected: CallOutcome, outcome: CallOutcome) => boolean;
};

export const exclusions: readonly Exclusion[] = [
  // better-sqlite3 does not tell the offset of an error; the driver finds it, or leaves it out where it is not certain.
  { name: 'an offset that is left out', covers: (expected, outcome) => lacksOffset(outcome, expected) },
  // SQLite gives no offset to a name in ON (sqlite3RecordErrorOffsetOfExpr() in its util.c); the driver does.
  {
    name: 'an offset in ON',
    covers: (expected, outcome) => lacksOffset(expected, outcome) && aboutColumn(expected),
  },
];

function lacksOffset(one: CallOutcome, other: CallOutcome): boolean {
  return (
    one.kind === 'error' &&
    other.kind === 'error' &&
    one.message === withoutOffset(other.message) &&
    one.cause === withoutOffset(other.cause)
  );
}

function aboutColumn(outcome: CallOutcome): boolean {
  return outcome.kind === 'error' && /: (no such column|ambiguous column name): /.test(outcome.message);
}

function withoutOffset(message: string): string {
  return message.replace(/ at offset \d+/, '');
}

/**
 * A REAL becomes a text of up to 17 digits in better-sqlite3 and of up to 15 in workerd, whose SQLite is older: numbers
 * are eighths, and stay small. So there is no `avg`, `sqrt` or `julianday` either.
 */
export function smallNumber(expression: string): string {
  return `((${expression}) % 1000003)`;
}

/** A blob is LIKE nothing in better-sqlite3 (SQLITE_LIKE_DOESNT_MATCH_BLOBS), and is taken for a text in workerd. */
export function asText(expression: string): string {
  return `CAST(${expression} AS TEXT)`;
}

/**
 * Of several statements in one text, workerd leaves those before the last in progress when they give rows, which
 * then breaks the query itself (RETURNING) or locks the table for a later one (SELECT).
 */
export function mayComeFirst(sql: string): boolean {
  return !/^(SELECT|WITH)|RETURNING/.test(sql);
}

/** workerd's older SQLite does not hold generated columns to the types of a STRICT table. */
export function mayBeStrict(definitions: readonly string[]): boolean {
  return !definitions.some((definition) => definition.includes(' AS ('));
}

/** better-sqlite3's newer SQLite leaves out the later terms of an INTERSECT that is empty already: none of them can fail. */
export function laterTerm(draft: Draft): string {
  return draft.operand();
}
