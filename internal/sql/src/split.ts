// Splits SQL into statements where SQLite does. It neither checks nor changes the text of a statement.

import { type StatementState, stateAfter } from './completeness.ts';
import { memoize } from './memoize.ts';
import { tokens } from './tokens.ts';

/** A part of the text, up to and including the semicolon that ends a statement, or up to the end of the text. */
export type SqlPart = {
  readonly start: number;
  readonly end: number;
  /** Whether its semicolon ends it, as sqlite3_complete() reports. */
  readonly complete: boolean;
  /** Whether it contains only white space, comments and a semicolon. */
  readonly blank: boolean;
};

// A part, and the slice of it without outer white space and the final semicolon.
type ScannedPart = { readonly part: SqlPart; readonly textStart: number; readonly textEnd: number };

/** The parts of the text, in order. Joined, their slices are exactly the text. */
export function splitParts(sql: string): readonly SqlPart[] {
  return Array.from(scan(sql), ({ part }) => part);
}

/**
 * The statements of the text, in order, without outer white space and the final semicolon. Comments before and inside a
 * statement are kept, so it may end in a `--` comment, after which a semicolon needs a line break.
 */
export const splitStatements: (sql: string) => readonly string[] = memoize(readStatements);

function readStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  for (const { part, textStart, textEnd } of scan(sql)) {
    if (!part.blank) statements.push(sql.slice(textStart, textEnd));
  }
  return statements;
}

function* scan(sql: string): Generator<ScannedPart> {
  let state: StatementState = 'invalid';
  let start = 0;
  let textStart = 0;
  let textEnd = 0;
  let blank = true;
  for (const token of tokens(sql)) {
    state = stateAfter(state, sql, token);
    if (state === 'start') {
      yield { part: { start, end: token.end, complete: true, blank }, textStart, textEnd };
      state = 'invalid';
      start = textStart = textEnd = token.end;
      blank = true;
    } else if (token.kind === 'space') {
      if (textStart === token.start) textStart = textEnd = token.end;
    } else {
      blank &&= token.kind === 'comment';
      textEnd = token.end;
    }
  }
  if (start < sql.length) {
    yield { part: { start, end: sql.length, complete: false, blank }, textStart, textEnd };
  }
}
