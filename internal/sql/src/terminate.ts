// Adds the semicolon that ends a statement in a script.

import { tokens } from './tokens.ts';

/** The statement with its semicolon, which is not inside a comment. */
export function terminated(sql: string): string {
  const closed = withClosedComment(sql);
  const lastLine = closed.slice(closed.lastIndexOf('\n') + 1);
  return lastLine.includes('--') ? `${closed}\n;` : `${closed};`;
}

/** SQLite accepts an unclosed comment at the end of a text; in a script it would include everything that follows. */
export function withClosedComment(sql: string): string {
  const last = sql.includes('/*') ? Array.from(tokens(sql)).at(-1) : undefined;
  if (last?.kind !== 'comment') return sql;
  const comment = sql.slice(last.start, last.end);
  return /^\/\*(?!.*\*\/$)|^\/\*\/$/s.test(comment) ? `${sql} */` : sql;
}
