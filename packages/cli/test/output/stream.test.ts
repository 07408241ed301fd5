// How text from elsewhere is written to a terminal, and how to a pipe.
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { outputOf } from '../../src/output/stream.ts';
import { paint } from '../../src/output/style.ts';

function writtenTo(isTTY: boolean, text: string): string {
  const stream = streamOf(isTTY);
  outputOf(stream, {}, () => {}).write(text);
  return stream.read().toString();
}

function streamOf(isTTY: boolean): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), { isTTY, columns: 80 }) as unknown as NodeJS.WriteStream;
}

const harmless = ['1_größe\tü 🐦 👩\u200D👩\u200D👧 ❤️\nnext\r\n', 'a::b ##x [y]'];

it.each([
  ['a title for the window', '\u001B]0;pwned\u0007', '\\u001b]0;pwned\\u0007'],
  ['an erased screen', '\u001B[2J', '\\u001b[2J'],
  ['a text that is hidden', 'lose \u001B[8m3 rows', 'lose \\u001b[8m3 rows'],
  ['a colour', '\u001B[31mred\u001B[39m', '\\u001b[31mred\\u001b[39m'],
  ['a line that is written over', 'applied\rpending', 'applied\\u000dpending'],
  ['a control sequence of one byte', '\u009B2J', '\\u009b2J'],
  ['a line that only some see the end of', 'a\u0085b\u2028c\u2029d', 'a\\u0085b\\u2028c\\u2029d'],
  ['text that reads from right to left', '1_\u202Egpj.exe', '1_\\u202egpj.exe'],
  ['marks of direction', 'a\u200Eb\u200Fc\u061Cd\u2066e\u2069', 'a\\u200eb\\u200fc\\u061cd\\u2066e\\u2069'],
  ['what nobody sees', 'a\u200Bb\uFEFFc\u00ADd\u2060e\u3164f', 'a\\u200bb\\ufeffc\\u00add\\u2060e\\u3164f'],
  ['a tag', 'a\u{E0041}b', 'a\\udb40\\udc41b'],
  ['a half of a character', 'a\uD800b', 'a\\ud800b'],
  ['a NUL and a DEL', 'a\u0000b\u007F', 'a\\u0000b\\u007f'],
  ["a command to GitHub's log", 'a\n \t::error::b', 'a\n \t\\u003a:error::b'],
  ['an older one', 'a ##[add-mask]b', 'a \\u0023#[add-mask]b'],
  ["one to Azure's", '##vso[task.setvariable]b', '\\u0023#vso[task.setvariable]b'],
])('shows %s on a terminal and in a pipe instead of doing it', (_, text, shown) => {
  expect(writtenTo(true, text)).toBe(shown);
  expect(writtenTo(false, text)).toBe(shown);
});

it.each(harmless)('writes %j as it is', (text) => {
  expect(writtenTo(true, text)).toBe(text);
  expect(writtenTo(false, text)).toBe(text);
});

it("writes Roost's own colours, and nothing that is like them", () => {
  const output = outputOf(streamOf(true), { FORCE_COLOR: '1' }, () => {});
  const painted = paint(output, 'red', 'lose \u001B[8m');
  expect(writtenTo(true, painted)).toBe('\u001B[31mlose \\u001b[8m\u001B[39m');
});

it('is the same JSON afterwards', () => {
  const value = { text: '\u0000\u001B[8m\u007F\u009B\u2028\u202E\u{E0041}\\\u200B##[error]\n::error::\r\n' };
  const json = `${JSON.stringify(value, null, 2)}\n`;
  expect(writtenTo(false, json)).toMatch(/^[\n -~]*$/);
  expect(JSON.parse(writtenTo(false, json))).toEqual(value);
});

it('writes a document to a pipe byte for byte, and to a terminal as any text', () => {
  const text = "VALUES ('\u001B[8m\r')";
  const written = (isTTY: boolean): string => {
    const stream = streamOf(isTTY);
    outputOf(stream, {}, () => {}).write(text, 'document');
    return stream.read().toString();
  };
  expect(written(false)).toBe(text);
  expect(written(true)).toBe("VALUES ('\\u001b[8m\\u000d')");
});

it('writes nothing for an empty text', () => {
  const stream = streamOf(false);
  const written: unknown[] = [];
  stream.write = (chunk: unknown): boolean => written.push(chunk) > 0;
  const output = outputOf(stream, {}, () => {});
  for (const text of ['a', '', 'b']) output.write(text);
  expect(written).toEqual(['a', 'b']);
});
