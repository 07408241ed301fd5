// How a long line is broken for a terminal.
import { describe, expect, it } from 'vitest';
import type { Output } from '../../src/context.ts';
import { margin, paint, sanitize, unbroken } from '../../src/output/style.ts';
import { clipped, wrapped } from '../../src/output/wrap.ts';

const lines = (text: string, columns: number): readonly string[] =>
  sanitize(wrapped(text, columns)).split('\n');

describe('a line that is longer than the terminal is wide', () => {
  it('is broken between words, and goes on below its beginning', () => {
    expect(lines('one two three four', 10)).toEqual(['one two', 'three four']);
    expect(lines('  one two three four', 11)).toEqual(['  one two', '  three', '  four']);
    expect(lines(`next  ${margin}one two three four`, 14)).toEqual([
      'next  one two',
      '      three',
      '      four',
    ]);
  });

  it('is indented by less where the margin would leave too little', () => {
    expect(lines(`  a long lead  ${margin}one two three`, 20)).toEqual(['  a long lead  one', '  two three']);
  });

  it('keeps a word whole that is longer than a line, where it is', () => {
    const path = 'database/migrations/1_a.ts';
    expect(lines(`file: ${path} and more`, 20)).toEqual([`file: ${path} and`, 'more']);
  });

  it.each([
    ['run roost migrate:status to see it', 20, ['run', 'roost migrate:status', 'to see it']],
    ['then run roost migrate --remote now', 27, ['then run', 'roost migrate --remote now']],
    ['so run x --to <name> (or --applied) there', 24, ['so run x --to <name>', '(or --applied) there']],
  ])('keeps a command with its flags in one line: %s', (text, columns, expected) => {
    expect(lines(text, columns)).toEqual(expected);
  });

  it('keeps what must not be broken, such as a line of SQL', () => {
    expect(lines(`    ${unbroken('DROP TABLE a; -- and more')}`, 12)).toEqual([
      '    DROP TABLE a; -- and more',
    ]);
  });

  it('counts the cells of what it shows, and not its colours', () => {
    const output = { hasColor: true } as Output;
    const text = `${paint(output, 'red', 'error')} 表表表 and 表表`;
    expect(lines(text, 15)).toEqual(['\u001B[31merror\u001B[39m 表表表', 'and 表表']);
  });

  it('is left alone if it fits', () => {
    expect(lines(`a  b${margin} c`, 6)).toEqual(['a  b c']);
  });
});

describe('a text that is cut', () => {
  it('has an ellipsis in its last cell', () => {
    expect([clipped('abcdef', 6), clipped('abcdefg', 6), clipped('表表表', 5)]).toEqual([
      'abcdef',
      'abcde…',
      '表表…',
    ]);
  });
});
