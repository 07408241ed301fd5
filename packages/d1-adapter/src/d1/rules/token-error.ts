// What SQLite's tokenizer cannot read, such as a quote that is never closed.

import type { Statement } from '@roostjs/internal-sql';
import { blankStatement } from '../errors.ts';

/** D1's error message. To SQLite, a NUL is the end of the text, and D1 finds no statement after it. */
export function tokenError({ text, lexemes }: Statement): string | undefined {
  if (text.includes('\0')) return blankStatement;
  const illegal = lexemes.find(({ kind }) => kind === 'illegal');
  if (illegal === undefined) return undefined;
  return `unrecognized token: "${text.slice(illegal.start, illegal.end)}": SQLITE_ERROR`;
}
