import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inline, isPlain, shellWord } from '../src/index.ts';

it('a text on one line has no line ends', () => {
  expect(inline('a\nApplied 3\r\n\u2028b\rc')).toBe('a\\nApplied 3\\n\\u2028b\\u000dc');
});

describe('a word of a shell', () => {
  const simple = ["it's", '$(touch x)', '`touch x`', 'a b', '', '"', '\\', 'a;b', '*', '~', '!!', 'ü', '-x'];
  const hiding = ['a\nb', "\u001B[8m'\\\tx\u202Ey", '\u{E0041}'];

  it('has the same value in bash, on one line without hidden characters', () => {
    const words = [...simple, ...hiding].map(shellWord);
    expect(words.filter((word) => !isPlain(word))).toEqual([]);
    const env = { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] };
    const print = ['--norc', '-c', `printf '%s\\0' ${words.join(' ')}`];
    const printed = execFileSync('bash', print, { env, stdio: ['ignore', 'pipe', 'inherit'] }).toString();
    expect(printed.split('\0').slice(0, -1)).toEqual([...simple, ...hiding]);
  });

  it('is not quoted if nothing in it is special', () => {
    expect(shellWord('my-app_db.1')).toBe('my-app_db.1');
  });
});
