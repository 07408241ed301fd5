// Splits SQL into tokens as SQLite does (sqlite3GetToken() in its tokenize.c). It knows no keywords and no grammar.
// SQLite stops reading at a NUL; here a NUL is an illegal token.

import { isDigit, isNameCharacter, isSpace, skip } from './characters.ts';
import {
  readBlob,
  readBracketed,
  readNamedParameter,
  readNumber,
  readNumberedParameter,
  readQuoted,
} from './literals.ts';
import type { ReadToken, Token, TokenKind } from './token.ts';

const byteOrderMark = 0xfeff;
const longOperators = ['->>', '->', '==', '<=', '<>', '<<', '>=', '>>', '!=', '||'] as const;

/** The tokens in order. Every character is in exactly one token, and the time is linear in the length of the text. */
export function* tokens(sql: string): Generator<Token> {
  let start = 0;
  while (start < sql.length) {
    const token = tokenAt(sql, start);
    yield token;
    start = token.end;
  }
}

function tokenAt(sql: string, start: number): Token {
  const code = sql.charCodeAt(start);
  if (code === byteOrderMark) return { kind: 'space', start, end: start + 1 };
  const read = code < 0x80 ? asciiReaders[code] : readWord;
  return (read ?? readIllegal)(sql, start);
}

const asciiReaders: readonly ReadToken[] = readersByCode([
  [' \t\n\f\r', (sql, start) => ({ kind: 'space', start, end: skip(sql, start, isSpace) })],
  ['abcdefghijklmnopqrstuvwyz_', readWord],
  ['ABCDEFGHIJKLMNOPQRSTUVWYZ', readWord],
  ['xX', (sql, start) => (sql.charAt(start + 1) === "'" ? readBlob : readWord)(sql, start)],
  ['0123456789', readNumber],
  ['.', (sql, start) => (isDigit(sql.charCodeAt(start + 1)) ? readNumber : readOperator)(sql, start)],
  ['\'"`', readQuoted],
  ['[', readBracketed],
  ['?', readNumberedParameter],
  [':@#$', readNamedParameter],
  ['-', (sql, start) => (sql.startsWith('--', start) ? readLineComment : readLongOperator)(sql, start)],
  ['/', (sql, start) => (opensBlockComment(sql, start) ? readBlockComment : readOperator)(sql, start)],
  ['=<>|', readLongOperator],
  ['!', (sql, start) => (sql.startsWith('!=', start) ? readLongOperator : readIllegal)(sql, start)],
  ['+*%&~,()', readOperator],
  [';', (_sql, start) => single('semicolon', start)],
]);

function readersByCode(rules: readonly (readonly [characters: string, read: ReadToken])[]): ReadToken[] {
  const readers = new Array<ReadToken>(0x80).fill(readIllegal);
  for (const [characters, read] of rules) {
    for (const character of characters) readers[character.charCodeAt(0)] = read;
  }
  return readers;
}

function readWord(sql: string, start: number): Token {
  return { kind: 'word', start, end: skip(sql, start + 1, isNameCharacter) };
}

function readLineComment(sql: string, start: number): Token {
  const lineEnd = sql.indexOf('\n', start);
  return { kind: 'comment', start, end: lineEnd === -1 ? sql.length : lineEnd };
}

// SQLite reads a `/*` at the end of the text as two operators.
function opensBlockComment(sql: string, start: number): boolean {
  return sql.charAt(start + 1) === '*' && start + 2 < sql.length;
}

function readBlockComment(sql: string, start: number): Token {
  const close = sql.indexOf('*/', start + 2);
  return { kind: 'comment', start, end: close === -1 ? sql.length : close + 2 };
}

function readLongOperator(sql: string, start: number): Token {
  const found = longOperators.find((operator) => sql.startsWith(operator, start));
  return { kind: 'operator', start, end: start + (found?.length ?? 1) };
}

function readOperator(_sql: string, start: number): Token {
  return single('operator', start);
}

function readIllegal(_sql: string, start: number): Token {
  return single('illegal', start);
}

function single(kind: TokenKind, start: number): Token {
  return { kind, start, end: start + 1 };
}
