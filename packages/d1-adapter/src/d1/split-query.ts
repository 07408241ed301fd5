// Which of the queries hold SQL, and the statements of a query that D1 would run one after the other. Where a
// statement ends is decided by @roostjs/internal-sql.

import { splitParts } from '@roostjs/internal-sql';
import type { Query } from './query.ts';

/** A query, and its place among those that were given. */
export type Indexed = { readonly query: Query; readonly index: number };

/** The queries that hold more than white space and lines of comment (Miniflare's workers/d1/database.worker.ts). */
export function withSql(queries: readonly Query[]): readonly Indexed[] {
  return queries.map((query, index) => ({ query, index })).filter(({ query }) => holdsSql(query.statement));
}

function holdsSql(text: string): boolean {
  return /^\s*\w/.test(text) || text.replace(/^\s*--.*/gm, '').trim() !== '';
}

/** What D1 compiles where it has more text to compile and finds no statement in it. */
export const noStatement = '';

/**
 * The texts that D1 compiles of a query, one after the other, at least one; each begins where workerd begins to compile
 * it, so that offsets in error messages agree. The last is `noStatement` where D1 finds none: behind the last statement
 * it takes white space, but neither a comment nor a further semicolon, and it reads nothing behind a NUL.
 */
export function statementsOf(sql: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  for (const part of splitParts(readable(sql))) {
    const text = textFrom(sql, start, part.end);
    if (part.blank || /^;?$/.test(text)) continue;
    statements.push(text);
    start = part.end;
  }
  const isAtEnd = statements.length > 0 && textFrom(sql, start, sql.length) === '';
  return isAtEnd ? statements : [...statements, noStatement];
}

// SQLite takes a NUL for the end of the text.
function readable(sql: string): string {
  const end = sql.indexOf('\0');
  return end === -1 ? sql : sql.slice(0, end);
}

/** Between two statements workerd skips white space, the vertical tab included, which begins none to SQLite. */
function textFrom(sql: string, start: number, end: number): string {
  const text = sql.slice(start, end);
  return start === 0 ? text : text.replace(/^[ \t\n\v\f\r]+/, '');
}
