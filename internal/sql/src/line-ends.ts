// Converts line ends outside of quotes, where CRLF is white space. Inside, it is part of a value or a name.

import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/** The text with every CRLF outside of quotes replaced by LF. */
export function withLineFeeds(sql: string): string {
  if (!sql.includes('\r\n')) return sql;
  return Array.from(tokens(sql), (token) => lineFeedsIn(sql, token)).join('');
}

function lineFeedsIn(sql: string, { kind, start, end }: Token): string {
  const text = sql.slice(start, end);
  if (kind === 'space') return text.replaceAll('\r\n', '\n');
  if (kind !== 'comment') return text;
  // The LF after a `--` comment is not part of the comment, but the CR before it is.
  return text.replaceAll('\r\n', '\n').replace(/\r$/, sql.charAt(end) === '\n' ? '' : '\r');
}
