// Reads SQLite's strings, quoted names, blobs, numbers and parameters as sqlite3GetToken() in its tokenize.c does. It
// finds the end of a literal, not its value.

import { isDigit, isHexDigit, isNameCharacter, isSpace, skip } from './characters.ts';
import type { Token, TokenKind } from './token.ts';

/** Reads `'…'`, `"…"` or `` `…` ``, in which a doubled delimiter is an escape. */
export function readQuoted(sql: string, start: number): Token {
  const delimiter = sql.charAt(start);
  let close = sql.indexOf(delimiter, start + 1);
  while (close !== -1 && sql.charAt(close + 1) === delimiter) close = sql.indexOf(delimiter, close + 2);
  return closed(sql, start, close, delimiter === "'" ? 'string' : 'quoted');
}

/** Reads `[…]`, which has no escapes. */
export function readBracketed(sql: string, start: number): Token {
  return closed(sql, start, sql.indexOf(']', start + 1), 'quoted');
}

/** Reads `x'…'`. */
export function readBlob(sql: string, start: number): Token {
  const digits = skip(sql, start + 2, isHexDigit);
  const isWhole = sql.charAt(digits) === "'" && (digits - start) % 2 === 0;
  return closed(sql, start, sql.indexOf("'", digits), isWhole ? 'blob' : 'illegal');
}

/** Reads an integer, a decimal or a hexadecimal number, which is illegal if a name follows it without a space. */
export function readNumber(sql: string, start: number): Token {
  const isHex = /^0x[\da-f]/i.test(sql.slice(start, start + 3));
  const digits = isHex ? skip(sql, start + 3, isHexDigitOrSeparator) : decimalEnd(sql, start);
  const end = skip(sql, digits, isNameCharacter);
  return { kind: end === digits ? 'number' : 'illegal', start, end };
}

/** Reads `?` or `?NNN`. */
export function readNumberedParameter(sql: string, start: number): Token {
  return { kind: 'parameter', start, end: skip(sql, start + 1, isDigit) };
}

/** Reads `:a`, `@a`, `#a` or `$a`, with the `::` and `(…)` that SQLite takes from Tcl. */
export function readNamedParameter(sql: string, start: number): Token {
  let end = start + 1;
  let named = false;
  for (;;) {
    if (isNameCharacter(sql.charCodeAt(end))) {
      named = true;
      end += 1;
    } else if (sql.startsWith('::', end)) {
      end += 2;
    } else if (named && sql.charAt(end) === '(') {
      const close = skip(sql, end + 1, isInsideTclSuffix);
      return sql.charAt(close) === ')'
        ? { kind: 'parameter', start, end: close + 1 }
        : { kind: 'illegal', start, end: close };
    } else {
      return { kind: named ? 'parameter' : 'illegal', start, end };
    }
  }
}

function closed(sql: string, start: number, close: number, kind: TokenKind): Token {
  return close === -1 ? { kind: 'illegal', start, end: sql.length } : { kind, start, end: close + 1 };
}

function decimalEnd(sql: string, start: number): number {
  const whole = skip(sql, start, isDigitOrSeparator);
  const end = sql.charAt(whole) === '.' ? skip(sql, whole + 1, isDigitOrSeparator) : whole;
  const exponent = /^e[+-]?\d/i.exec(sql.slice(end, end + 3));
  return exponent === null ? end : skip(sql, end + exponent[0].length, isDigitOrSeparator);
}

function isDigitOrSeparator(code: number): boolean {
  return isDigit(code) || code === 0x5f;
}

function isHexDigitOrSeparator(code: number): boolean {
  return isHexDigit(code) || code === 0x5f;
}

function isInsideTclSuffix(code: number): boolean {
  return !(Number.isNaN(code) || isSpace(code) || code === 0x29);
}
