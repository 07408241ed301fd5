// The types of tokens; tokens.ts reads them.

/** `illegal` is what SQLite rejects, such as an unclosed string. */
export type TokenKind =
  | 'space'
  | 'comment'
  | 'word'
  | 'quoted'
  | 'string'
  | 'blob'
  | 'number'
  | 'parameter'
  | 'operator'
  | 'semicolon'
  | 'illegal';

/** One token: `sql.slice(start, end)`. */
export type Token = { readonly kind: TokenKind; readonly start: number; readonly end: number };

/** Reads the token that begins at `start`. */
export type ReadToken = (sql: string, start: number) => Token;
