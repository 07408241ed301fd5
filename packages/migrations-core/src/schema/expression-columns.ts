// The columns that an expression mentions. In one of a CREATE TABLE no other table can be named, and no subquery stands there.
import { type Token, tokens, unquoted } from '@roostjs/internal-sql';
import type { NameAt, Span } from './cursor.ts';

/**
 * Every name in the expression but those of functions, collations, types and of the table itself. SQLite's own words are in
 * it too: they bear a column's name only where the column's is one of those that SQLite takes for either.
 */
export function columnsIn(sql: string, expression: Span): readonly NameAt[] {
  const inside = Array.from(tokens(sql)).filter(
    ({ kind, start, end }) =>
      start >= expression.start && end <= expression.end && kind !== 'space' && kind !== 'comment',
  );
  const textAt = (index: number): string => {
    const token = inside[index];
    return token === undefined ? '' : sql.slice(token.start, token.end).toLowerCase();
  };
  return inside.flatMap((token, index) => {
    if (token.kind !== 'word' && token.kind !== 'quoted') return [];
    if (['(', '.'].includes(textAt(index + 1)) || ['collate', 'as'].includes(textAt(index - 1))) return [];
    return [nameAt(sql, token)];
  });
}

function nameAt(sql: string, { kind, start, end }: Token): NameAt {
  const text = sql.slice(start, end);
  return { start, end, name: kind === 'word' ? text : unquoted(text) };
}
