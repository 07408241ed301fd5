// The tokens of a text, as in SQLite.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TokenKind, tokens } from '../src/index.ts';
import { texts } from './fragments.ts';

type Row = readonly [sql: string, ...seen: (readonly [TokenKind, string])[]];

const rows: readonly Row[] = [
  [' \t\r\n\f', ['space', ' \t\r\n\f']],
  [' \v', ['space', ' \v']],
  ['\v', ['illegal', '\v']],
  ['\uFEFFa\uFEFF', ['space', '\uFEFF'], ['word', 'a\uFEFF']],
  ['-- a\r\nb', ['comment', '-- a\r'], ['space', '\n'], ['word', 'b']],
  ['/* a */b', ['comment', '/* a */'], ['word', 'b']],
  ['/*/ a */b', ['comment', '/*/ a */'], ['word', 'b']],
  ['/**/b', ['comment', '/**/'], ['word', 'b']],
  ['/* a', ['comment', '/* a']],
  ['/*', ['operator', '/'], ['operator', '*']],
  ['a1_$é漢😀', ['word', 'a1_$é漢😀']],
  ['_a', ['word', '_a']],
  ['xyz', ['word', 'xyz']],
  ["'a''b'c", ['string', "'a''b'"], ['word', 'c']],
  ["''''", ['string', "''''"]],
  ["'a''", ['illegal', "'a''"]],
  ['"a""b"', ['quoted', '"a""b"']],
  ['`a``b`', ['quoted', '`a``b`']],
  ['[a"b]]', ['quoted', '[a"b]'], ['illegal', ']']],
  ['"a', ['illegal', '"a']],
  ['[a', ['illegal', '[a']],
  ["x'0F'", ['blob', "x'0F'"]],
  ["X''", ['blob', "X''"]],
  ["x'0'1", ['illegal', "x'0'"], ['number', '1']],
  ["x'0g' ", ['illegal', "x'0g'"], ['space', ' ']],
  ["x'0", ['illegal', "x'0"]],
  ["x '0'", ['word', 'x'], ['space', ' '], ['string', "'0'"]],
  ['12', ['number', '12']],
  ['1_000.5', ['number', '1_000.5']],
  ['.5', ['number', '.5']],
  ['1.', ['number', '1.']],
  ['1.5e10', ['number', '1.5e10']],
  ['1E-3', ['number', '1E-3']],
  ['1e+3_0', ['number', '1e+3_0']],
  ['1e', ['illegal', '1e']],
  ['1e+', ['illegal', '1e'], ['operator', '+']],
  ['0xFf_0', ['number', '0xFf_0']],
  ['0x', ['illegal', '0x']],
  ['0xg', ['illegal', '0xg']],
  ['12ab', ['illegal', '12ab']],
  ['a.b', ['word', 'a'], ['operator', '.'], ['word', 'b']],
  ['?', ['parameter', '?']],
  ['?12a', ['parameter', '?12'], ['word', 'a']],
  [':a1', ['parameter', ':a1']],
  ['@a', ['parameter', '@a']],
  ['$a', ['parameter', '$a']],
  ['#a', ['parameter', '#a']],
  ['$a::b(c;d)e', ['parameter', '$a::b(c;d)'], ['word', 'e']],
  ['$a(b c', ['illegal', '$a(b'], ['space', ' '], ['word', 'c']],
  ['$a(b', ['illegal', '$a(b']],
  [': ', ['illegal', ':'], ['space', ' ']],
  ['@(', ['illegal', '@'], ['operator', '(']],
  ['->>->-', ['operator', '->>'], ['operator', '->'], ['operator', '-']],
  ['||||', ['operator', '||'], ['operator', '||']],
  ['|=', ['operator', '|'], ['operator', '=']],
  ['===', ['operator', '=='], ['operator', '=']],
  ['<><=<<<', ['operator', '<>'], ['operator', '<='], ['operator', '<<'], ['operator', '<']],
  ['>=>>>', ['operator', '>='], ['operator', '>>'], ['operator', '>']],
  ['!=!', ['operator', '!='], ['illegal', '!']],
  ['(a,*)', ['operator', '('], ['word', 'a'], ['operator', ','], ['operator', '*'], ['operator', ')']],
  ['+%&~/', ['operator', '+'], ['operator', '%'], ['operator', '&'], ['operator', '~'], ['operator', '/']],
  [';;', ['semicolon', ';'], ['semicolon', ';']],
  ['\\^\0', ['illegal', '\\'], ['illegal', '^'], ['illegal', '\0']],
];

describe('tokens', () => {
  it.each(rows.map(([sql, ...seen]) => ({ sql, seen })))('see in $sql what SQLite sees', ({ sql, seen }) => {
    expect(Array.from(tokens(sql), ({ kind, start, end }) => [kind, sql.slice(start, end)])).toEqual(seen);
  });

  it('cover every character once, in order', () => {
    fc.assert(
      fc.property(texts, (sql) => {
        let end = 0;
        for (const token of tokens(sql)) {
          expect(token.start).toBe(end);
          expect(token.end).toBeGreaterThan(token.start);
          end = token.end;
        }
        expect(end).toBe(sql.length);
      }),
    );
  });
});
