// Splits SQL where SQLite itself would end a statement. It never changes, checks or drops what stands inside one.

import { type StatementState, stateAfter } from './completeness.ts';
import { memoize } from './memoize.ts';
import { tokens } from './tokens.ts';

/** A stretch of the text up to and with the semicolon that ends a statement, or up to the end of the text. */
export type SqlPart = {
  readonly start: number;
  readonly end: number;
  /** Whether sqlite3_complete() says so of the part: it is closed by its semicolon. */
  readonly complete: boolean;
  /** Whether it holds only white space, comments and a semicolon. */
  readonly blank: boolean;
};

// A part, and where its slice without the outer white space and the final semicolon is.
type ScannedPart = { readonly part: SqlPart; readonly textStart: number; readonly textEnd: number };

/** The parts of the text, in order; their slices joined are the text to the letter. */
export function splitParts(sql: string): readonly SqlPart[] {
  return Array.from(scan(sql), ({ part }) => part);
}

/**
 * The statements of the text, each whole, in order, without outer white space and final semicolon.
 * Comments before and inside a statement stay with it, so it may end in a `--` comment: whoever adds a semicolon
 * again puts a line break before it.
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
