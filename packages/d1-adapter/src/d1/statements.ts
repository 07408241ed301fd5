// Which of the queries hold SQL, and the statements of a query that D1 would run one after the other. Where a
// statement ends is decided by @roostjs/internal-sql.

import { splitParts } from '@roostjs/internal-sql';
import { blankStatement, SqlFailure } from './errors.ts';
import type { Query } from './query.ts';

/** A query, and its place among those that were given. */
export type Indexed = { readonly query: Query; readonly index: number };

/** The queries that hold more than white space and indented line comments (Miniflare's workers/d1/database.worker.ts). */
export function withSql(queries: readonly Query[]): readonly Indexed[] {
  return queries.map((query, index) => ({ query, index })).filter(({ query }) => holdsSql(query.statement));
}

function holdsSql(text: string): boolean {
  return /^\S/.test(text) || text.replace(/^\s+--.*/gm, '').trim() !== '';
}

/** The statements of a query, at least one. Throws when nothing or, as D1 does, only a comment follows the last semicolon. */
export function statementsOf(sql: string): readonly string[] {
  const { statements, rest } = cut(sql);
  if (statements.length === 0 || rest !== '') throw new SqlFailure(blankStatement);
  return statements;
}

/**
 * The statements in a text, and what follows the last of them. Each begins where workerd begins to compile it, so that
 * offsets in error messages agree.
 */
export function cut(sql: string): { readonly statements: readonly string[]; readonly rest: string } {
  const statements: string[] = [];
  let start = 0;
  for (const part of splitParts(sql)) {
    if (part.blank) continue;
    const text = sql.slice(start, part.end);
    statements.push(start === 0 ? text : withoutLead(text));
    start = part.end;
  }
  return { statements, rest: withoutLead(sql.slice(start)) };
}

/** Between two statements workerd skips white space and further semicolons, but no comments. */
function withoutLead(text: string): string {
  return text.replace(/^[ \t\n\v\f\r;]+/, '');
}
