// Line ends outside of quotes: there a CRLF is white space, inside it is a part of the value or the name.

import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/** The text with every CRLF outside of quotes written as LF. */
export function withLineFeeds(sql: string): string {
  if (!sql.includes('\r\n')) return sql;
  return Array.from(tokens(sql), (token) => lineFeedsIn(sql, token)).join('');
}

function lineFeedsIn(sql: string, { kind, start, end }: Token): string {
  const text = sql.slice(start, end);
  if (kind === 'space') return text.replaceAll('\r\n', '\n');
  if (kind !== 'comment') return text;
  // The line end behind a `--` comment is no part of it, but the CR is.
  return text.replaceAll('\r\n', '\n').replace(/\r$/, sql.charAt(end) === '\n' ? '' : '\r');
}
