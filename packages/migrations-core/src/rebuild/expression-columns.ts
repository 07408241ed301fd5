// Finds the columns that an expression mentions. An expression in CREATE TABLE contains no other table and no
// subquery.
import { isSameName, type Token, tokens, unquoted } from '@roostjs/internal-sql';
import type { NameAt, Span } from './token-cursor.ts';

/**
 * Every name in the expression except those of functions, collations, types and of the table itself. Includes
 * SQLite's own words: they match a column only if its name is a keyword that SQLite allows as a name.
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
    // A type may have several words: everything between the AS of a CAST and its end.
    if (text === 'as' && casts.at(-1) === true) isType = true;
    if (text === ')') isType = false;
    if ((token.kind !== 'word' && token.kind !== 'quoted') || isType) return [];
    if (['(', '.'].includes(textAt(index + 1)) || ['collate', 'as'].includes(textAt(index - 1))) return [];
    return [nameAt(sql, token)];
  });
}

/** The places where the expression names this table before a column. */
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
