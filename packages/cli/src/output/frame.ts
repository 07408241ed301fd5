// The line of a statement that failed, with a caret below the place of the error.
import { statementOf } from '@roostjs/internal-sql';
import type { Output } from '../context.ts';
import { cellsOf, fitting, type Glyphs, glyphsOf } from './cells.ts';
import type { FailedSql } from './failed-sql.ts';
import { paint, unbroken } from './style.ts';

const indent = ' '.repeat(8);
// If no terminal says how wide it is.
const usualWidth = 120;
const leastWidth = 24;

/** The line, and one with the caret if the place is known. A line that is too long is cut around it. */
export function frameLines(output: Output, { sql, at }: FailedSql): readonly string[] {
  const [before, after] = lineAround(sql, at ?? statementOf(sql).lexemes[0]?.start ?? 0);
  const width = Math.max(leastWidth, (output.columns ?? usualWidth) - indent.length - 1);
  const [left, right] = cut(glyphsOf(before.slice(-2 * width)), glyphsOf(after.slice(0, 2 * width)), width);
  const start = lengthOf(left) < before.length ? '…' : '';
  const end = lengthOf(right) < after.length ? '…' : '';
  const line = `${indent}${unbroken(`${start}${textOf(left)}${textOf(right)}${end}`)}`;
  if (at === undefined) return [line];
  return [line, `${indent}${' '.repeat(start.length + cellsOf(left))}${paint(output, 'red', '^')}`];
}

/** The text of the line before and from the place on, without its indentation. */
function lineAround(sql: string, place: number): readonly [before: string, after: string] {
  const before =
    sql
      .slice(0, place)
      .split(/[\r\n]/)
      .at(-1) ?? '';
  const [after = ''] = sql.slice(place).split(/[\r\n]/, 1);
  return [before.trimStart(), after.trimEnd()];
}

/** The ends of both that are next to the caret, a third of the width or more for what follows it. */
function cut(left: Glyphs, right: Glyphs, width: number): readonly [left: Glyphs, right: Glyphs] {
  if (cellsOf(left) + cellsOf(right) <= width) return [left, right];
  const room = width - '……'.length;
  const forRight = Math.min(cellsOf(right), Math.max(Math.floor(room / 3), room - cellsOf(left)));
  return [fitting(left.toReversed(), room - forRight).toReversed(), fitting(right, forRight)];
}

function lengthOf(glyphs: Glyphs): number {
  return glyphs.reduce((sum, { source }) => sum + source.length, 0);
}

function textOf(glyphs: Glyphs): string {
  return glyphs.map(({ shown }) => shown).join('');
}
