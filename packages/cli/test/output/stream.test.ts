// What a terminal is given of a text that somebody else has written, and what a pipe.
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { outputOf } from '../../src/output/stream.ts';

function writtenTo(isTTY: boolean, text: string): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  outputOf(stream as unknown as NodeJS.WriteStream, {}, () => {}).write(text);
  return stream.read().toString();
}

const harmless = ['1_größe\tü 🐦\nnext\r\n', '\u001B[31mred\u001B[39m'];

it.each([
  ['a title for the window', '\u001B]0;pwned\u0007', '\\u001b]0;pwned\\u0007'],
  ['an erased screen', '\u001B[2J', '\\u001b[2J'],
  ['a line that is written over', 'applied\rpending', 'applied\\u000dpending'],
  ['a control sequence of one byte', '\u009B2J', '\\u009b2J'],
  ['text that reads from right to left', '1_\u202Egpj.exe', '1_\\u202egpj.exe'],
  ['a NUL', 'a\u0000b', 'a\\u0000b'],
])('shows %s on a terminal instead of doing it', (_, text, shown) => {
  expect(writtenTo(true, text)).toBe(shown);
  expect(writtenTo(false, text)).toBe(text);
});

it.each(harmless)('shows a terminal %j as it is', (text) => {
  expect(writtenTo(true, text)).toBe(text);
});
