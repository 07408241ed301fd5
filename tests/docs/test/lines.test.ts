// A line of a page fits a window and a diff. A row of a table cannot be wrapped, and neither can what a command prints.
import { expect, it } from 'vitest';
import { blocksOf } from './support/markdown.ts';
import { filesLike, textOf } from './support/repository.ts';

const longest = 120;

it.each(filesLike('**/*.md', '.changeset/*.md'))('%s has no line that is too long', (document) => {
  const text = textOf(document);
  const printed = printedLines(text);
  const tooLong = text
    .split('\n')
    .map((line, index) => ({ number: index + 1, line }))
    .filter(({ line, number }) => line.length > longest && !line.startsWith('|') && !printed.has(number));
  expect(tooLong).toEqual([]);
});

/** The lines of blocks that show output: those that say so, and those in no language. */
function printedLines(text: string): ReadonlySet<number> {
  const printed = blocksOf(text).filter(({ info }) => info[0] === 'output' || info[0] === '');
  return new Set(printed.flatMap(({ line, text }) => text.split('\n').map((_, index) => line + 1 + index)));
}
