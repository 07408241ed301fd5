// Where the local driver differs from D1. Exclusions by name ignore differences that are visible in two outcomes; the
// functions keep calls out of the scripts that would make the databases diverge. Everything else must be equal.

import type { CallOutcome } from '../conformance/call.ts';

type Exclusion = {
  readonly name: string;
  readonly covers: (expected: CallOutcome, outcome: CallOutcome) => boolean;
};

export const exclusions: readonly Exclusion[] = [
  // better-sqlite3 does not report the offset of an error; the driver finds it, or omits it if it is not certain.
  { name: 'an offset that is left out', covers: (expected, outcome) => lacksOffset(outcome, expected) },
  // SQLite sets no offset for a name in UPDATE … FROM, or after RETURNING, if the table has a trigger
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

/** LIKE never matches a blob in better-sqlite3 (SQLITE_LIKE_DOESNT_MATCH_BLOBS); workerd treats it as a text. */
export function asText(expression: string): string {
  return `CAST(${expression} AS TEXT)`;
}

/**
 * If a text has several statements, workerd leaves those before the last in progress if they return rows. This breaks
 * the query itself (RETURNING) or locks the table for a later one (SELECT).
 */
export function mayComeFirst(sql: string): boolean {
  return !/^(SELECT|WITH)|RETURNING/.test(sql);
}

/**
 * A text of line comments only is no SQL here and since wrangler 4.164; before, it is a text without a statement.
 */
export function isOnlyComment(sql: string): boolean {
  return /^\s*--/.test(sql) && sql.replace(/^\s*--.*/gm, '').trim() === '';
}

/**
 * An index on a double-quoted string alone fails here, and a column that is named by such a string has another name.
 * Both are in the table of differences.
 */
export function isNamedByText(sql: string): boolean {
  return /\bindex\b[^(]*\([^)]*"/i.test(sql) || /(?:\bselect|,)\s*"[^"]*"\s*(?:,|;|from\b|$)/i.test(sql);
}

/** D1 rejects an unknown function in a DEFAULT at once; SQLite does not check it there. */
export function withKnownFunctions(expression: string): string {
  return expression.replaceAll('nofn(', 'abs(');
}

/** In SQLite 3.53, IS TRUE is false for a fraction in a later row of VALUES. */
export function withoutTruth(row: string): string {
  // An expression may be the name of a column.
  const parts = row.split(/("(?:[^"]|"")*")/);
  return parts.map((part) => (part.startsWith('"') ? part : numbered(part))).join('');
}

function numbered(text: string): string {
  return text.replaceAll('TRUE', '1').replaceAll('FALSE', '0');
}

/** SQLite 3.53 misreads a position beyond 32 bits, 3.54 does not. */
export function aPlace(expression: string): string {
  return `((${expression}) % 1000)`;
}
