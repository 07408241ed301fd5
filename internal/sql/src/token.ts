// What SQLite's tokenizer cuts a text into. Only the words for it; tokens.ts does the cutting.

/** What a token is; `illegal` is what SQLite refuses, such as a string that is never closed. */
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

/** Reads the one token that begins at `start`. */
export type ReadToken = (sql: string, start: number) => Token;
