// The names that a statement mentions. It does not know which are tables, columns or keywords.

import { memoize } from './memoize.ts';
import { nameKey } from './names.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/**
 * Every name that the statement may mention, unquoted and normalized by `nameKey`. It also contains keywords and
 * single-quoted strings, which SQLite accepts as names in some places.
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

/** The name of a token, unquoted and normalized by `nameKey`, or undefined if it cannot be a name. */
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

/** The name or string without its quotes, of any kind. */
export function unquoted(text: string): string {
  const delimiter = text.charAt(0);
  const inner = text.slice(1, -1);
  return delimiter === '[' ? inner : inner.replaceAll(delimiter + delimiter, delimiter);
}
