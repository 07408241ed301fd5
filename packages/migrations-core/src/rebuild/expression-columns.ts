// The columns that an expression mentions. In one of a CREATE TABLE no other table can be named, and no subquery stands there.
import { isSameName, type Token, tokens, unquoted } from '@roostjs/internal-sql';
import type { NameAt, Span } from './token-cursor.ts';

/**
 * Every name in the expression but those of functions, collations, types and of the table itself. SQLite's own words are in
 * it too: they bear a column's name only where the column's is one of those that SQLite takes for either.
 */
export function columnsIn(sql: string, expression: Span): readonly NameAt[] {
  const inside = tokensIn(sql, expression);
  const textAt = (index: number): string => {
    const token = inside[index];
    return token === undefined ? '' : sql.slice(token.start, token.end).toLowerCase();
  };
  const casts: boolean[] = [];
  let isType = false;
  return inside.flatMap((token, index) => {
    const text = textAt(index);
    if (text === '(') casts.push(textAt(index - 1) === 'cast');
    if (text === ')') casts.pop();
    // A type may have several names: all that stands between the AS of a CAST and the end of it.
    if (text === 'as' && casts.at(-1) === true) isType = true;
    if (text === ')') isType = false;
    if ((token.kind !== 'word' && token.kind !== 'quoted') || isType) return [];
    if (['(', '.'].includes(textAt(index + 1)) || ['collate', 'as'].includes(textAt(index - 1))) return [];
    return [nameAt(sql, token)];
  });
}

/** Where the expression names this table, in front of a column. */
export function qualifiersIn(sql: string, expression: Span, table: string): readonly NameAt[] {
  const inside = tokensIn(sql, expression);
  return inside.flatMap((token, index) => {
    const next = inside[index + 1];
    if (next === undefined || sql.slice(next.start, next.end) !== '.') return [];
    const name = nameAt(sql, token);
    return isSameName(name.name, table) ? [name] : [];
  });
}

function tokensIn(sql: string, { start, end }: Span): readonly Token[] {
  return Array.from(tokens(sql)).filter(
    (token) => token.start >= start && token.end <= end && token.kind !== 'space' && token.kind !== 'comment',
  );
}

function nameAt(sql: string, { kind, start, end }: Token): NameAt {
  const text = sql.slice(start, end);
  return { start, end, name: kind === 'word' ? text : unquoted(text) };
}
