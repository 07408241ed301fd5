// Finds the queries that contain SQL, and splits a query into the statements that D1 runs one after the other.

import { splitParts } from '@roostjs/internal-sql';
import type { Query } from './query.ts';

/** A query, and its index in the batch. */
export type IndexedQuery = { readonly query: Query; readonly index: number };

/** The queries that contain more than white space and line comments (Miniflare's workers/d1/database.worker.ts). */
export function queriesWithSql(queries: readonly Query[]): readonly IndexedQuery[] {
  return queries
    .map((query, index) => ({ query, index }))
    .filter(({ query }) => containsSql(query.statement));
}

function containsSql(text: string): boolean {
  return /^\s*\w/.test(text) || text.replace(/^\s*--.*/gm, '').trim() !== '';
}

/** The text that D1 compiles although there is no statement in it. */
export const noStatement = '';

/**
 * The texts that D1 compiles for a query, at least one. Each begins where workerd begins to compile it, so that the
 * offsets in error messages agree. The last is `noStatement` if D1 finds no statement in it: after the last statement
 * it accepts white space, but no comment and no second semicolon, and it reads nothing after a NUL.
 */
export function splitQuery(sql: string): readonly string[] {
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

// To SQLite, a NUL is the end of the text.
function readable(sql: string): string {
  const end = sql.indexOf('\0');
  return end === -1 ? sql : sql.slice(0, end);
}

/** workerd skips white space between two statements, the vertical tab included, which SQLite does not accept there. */
function textFrom(sql: string, start: number, end: number): string {
  const text = sql.slice(start, end);
  return start === 0 ? text : text.replace(/^[ \t\n\v\f\r]+/, '');
}
