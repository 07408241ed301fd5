import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inline, isPlain, shellWord } from '../src/index.ts';

it('a text on one line has no line ends', () => {
  expect(inline('a\nApplied 3\r\n\u2028b\rc')).toBe('a\\nApplied 3\\n\\u2028b\\u000dc');
});

describe('a word of a shell', () => {
  it.each([
    'app-db',
    "it's",
    '$(touch x)',
    '`touch x`',
    'a b',
    '',
    '"',
    '\\',
    'a;b',
    '*',
    '~',
    '!!',
    'ü',
    '-x',
    "\u001B[8m'\\\n\tx\u202Ey",
  ])('is what it was in bash: %j', (text) => {
    const word = shellWord(text);
    expect(word).toMatch(/^[^\n]*$/);
    expect(isPlain(word)).toBe(true);
    const env = { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] };
    expect(execFileSync('bash', ['-c', `printf %s ${word}`], { env }).toString()).toBe(text);
  });

  it('is as it is where nothing in it means anything', () => {
    expect(shellWord('my-app_db.1')).toBe('my-app_db.1');
  });
});
