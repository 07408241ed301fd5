// Moves the lines of a statement. A line that begins inside quotes is part of a value or a name, and stays.
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/**
 * The statement with its lines after the first moved from one indentation to another, in spaces. Outside of quotes, a
 * tab becomes two spaces, a CRLF a line feed, and spaces at the end of a line are removed.
 */
export function reindented(sql: string, from: number, to: number): string {
  return Array.from(tokens(sql), (token) => movedToken(sql, token, to - from)).join('');
}

function movedToken(sql: string, { kind, start, end }: Token, columns: number): string {
  const text = sql.slice(start, end);
  if (kind !== 'space' && kind !== 'comment') return text;
  const lines = text.replaceAll('\t', '  ').replaceAll(/[ \r]+(?=\n)/g, '');
  // The end of a `--` comment is that of its line.
  const whole = lines.startsWith('--') ? lines.replace(/[ \r]+$/, '') : lines;
  return whole.replaceAll(
    /\n( *)(?!\n)/g,
    (_, indentation: string) => `\n${' '.repeat(Math.max(0, indentation.length + columns))}`,
  );
}
