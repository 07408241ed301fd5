// The names that a statement mentions. It does not know which of them are tables, columns or keywords.

import { memoize } from './memoize.ts';
import { nameKey } from './names.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/**
 * Every name that the statement can mean, unquoted and as `nameKey` has it. A superset: keywords are in it, and so are
 * single-quoted strings, which SQLite takes for names in places.
 */
export const identifiersIn: (statement: string) => ReadonlySet<string> = memoize(readIdentifiers);

function readIdentifiers(statement: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const token of tokens(statement)) {
    const name = nameOf(statement, token);
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** The name that a token can mean, unquoted and as `nameKey` has it, or undefined where it can mean none. */
export function nameOf(sql: string, token: Token): string | undefined {
  const text = sql.slice(token.start, token.end);
  switch (token.kind) {
    case 'word':
      return nameKey(text);
    case 'quoted':
    case 'string':
      return nameKey(unquoted(text));
    default:
      return undefined;
  }
}

/** The name or text between its quotes, of whichever kind. */
export function unquoted(text: string): string {
  const delimiter = text.charAt(0);
  const inner = text.slice(1, -1);
  return delimiter === '[' ? inner : inner.replaceAll(delimiter + delimiter, delimiter);
}
