// Where the local driver answers otherwise than D1 does. What can be told from two answers is an exclusion by name;
// what would make two databases go apart is kept out of the scripts by the functions. All else has to be equal.

import type { CallOutcome } from '../conformance/call.ts';

type Exclusion = {
  readonly name: string;
  readonly covers: (expected: CallOutcome, outcome: CallOutcome) => boolean;
};

export const exclusions: readonly Exclusion[] = [
  // better-sqlite3 does not tell the offset of an error; the driver finds it, or leaves it out where it is not certain.
  { name: 'an offset that is left out', covers: (expected, outcome) => lacksOffset(outcome, expected) },
  // SQLite gives none to a name in UPDATE … FROM, or behind RETURNING, where the table has a trigger
  // (sqlite3RecordErrorOffsetOfExpr() in its util.c).
  {
    name: 'an offset that only the driver gives',
    covers: (expected, outcome) => lacksOffset(expected, outcome) && aboutName(expected),
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

function aboutName(outcome: CallOutcome): boolean {
  return (
    outcome.kind === 'error' &&
    /: (?:no such column|ambiguous column name|no such function|misuse of aggregate function)/.test(
      outcome.message,
    )
  );
}

function withoutOffset(message: string): string {
  return message.replace(/ at offset \d+/, '');
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

/**
 * From wrangler 4.164 on nothing but lines of comment is no SQL, as it is here; until then it is a text without a
 * statement.
 */
export function isOnlyComment(sql: string): boolean {
  return /^\s*--/.test(sql) && sql.replace(/^\s*--.*/gm, '').trim() === '';
}

/**
 * An index on nothing but a text in double quotes is refused here, and a column that is named by one is called
 * otherwise: both are in the table of differences.
 */
export function isNamedByText(sql: string): boolean {
  return /\bindex\b[^(]*\([^)]*"/i.test(sql) || /(?:\bselect|,)\s*"[^"]*"\s*(?:,|;|from\b|$)/i.test(sql);
}

/** D1 refuses a function that it does not know at once where it stands in a DEFAULT; SQLite does not look there. */
export function withKnownFunctions(expression: string): string {
  return expression.replaceAll('nofn(', 'abs(');
}

/** SQLite 3.53 takes a fraction for false where IS TRUE stands in a later row of VALUES. */
export function withoutTruth(row: string): string {
  // A column may be named by an expression.
  const parts = row.split(/("(?:[^"]|"")*")/);
  return parts.map((part) => (part.startsWith('"') ? part : numbered(part))).join('');
}

function numbered(text: string): string {
  return text.replaceAll('TRUE', '1').replaceAll('FALSE', '0');
}

/** SQLite 3.53 takes a place beyond 32 bits for another one, 3.54 does not. */
export function aPlace(expression: string): string {
  return `((${expression}) % 1000)`;
}
