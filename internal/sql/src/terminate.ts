// A statement as a script has it: with the semicolon that ends it.

import { tokens } from './tokens.ts';

/** The statement with its semicolon, where no comment swallows it. */
export function terminated(sql: string): string {
  const closed = withClosedComment(sql);
  const lastLine = closed.slice(closed.lastIndexOf('\n') + 1);
  return lastLine.includes('--') ? `${closed}\n;` : `${closed};`;
}

/** SQLite takes a comment that is never closed at the end of a text; in a script it would swallow what follows. */
export function withClosedComment(sql: string): string {
  const last = sql.includes('/*') ? Array.from(tokens(sql)).at(-1) : undefined;
  if (last?.kind !== 'comment') return sql;
  const comment = sql.slice(last.start, last.end);
  return /^\/\*(?!.*\*\/$)|^\/\*\/$/s.test(comment) ? `${sql} */` : sql;
}
