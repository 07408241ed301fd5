// Lays out the text of a CREATE in one form, whatever the indentation of the file that it comes from. Changes white space
// only, and the place of a comma before a comment; twice changes nothing more. Pure.
import { tokens } from '@roostjs/internal-sql';
import { withoutIndentation } from './dedent.ts';
import type { DumpableObject } from './read-dumpable.ts';

export function tidied({ type, isVirtual }: DumpableObject, sql: string): string {
  // A module gets its arguments as they are written.
  if (isVirtual) return sql;
  if (type === 'view' || type === 'trigger') return withoutIndentation(type, sql);
  const pieces = piecesOf(sql);
  return type === 'table' ? tableText(pieces) : joined(pieces);
}

/** A token without the space before it. */
type Piece = {
  readonly text: string;
  readonly isLineComment: boolean;
  readonly before: Gap;
  readonly isComment: boolean;
};

type Gap = 'none' | 'space' | 'line';

type Pieces = readonly Piece[];

function piecesOf(sql: string): Pieces {
  const pieces: Piece[] = [];
  let before: Gap = 'none';
  for (const { kind, start, end } of tokens(sql)) {
    const text = sql.slice(start, end);
    if (kind === 'space') before = text.includes('\n') ? 'line' : 'space';
    else {
      const isComment = kind === 'comment';
      const isLineComment = isComment && text.startsWith('--');
      pieces.push({ text: isLineComment ? text.trimEnd() : text, isComment, isLineComment, before });
      before = 'none';
    }
  }
  return pieces;
}

/** On one line, as far as its comments allow that. */
function joined(pieces: Pieces, indent = '  '): string {
  return pieces
    .map((piece, at) => {
      const last = pieces[at - 1];
      if (last === undefined) return piece.text;
      if (last.isLineComment) return `\n${indent}${piece.text}`;
      const isInside = last.text === '(' || piece.text === ')';
      const isClose = piece.before === 'none' || (piece.before === 'line' && isInside);
      return isClose ? piece.text : ` ${piece.text}`;
    })
    .join('');
}

// One column or constraint a line.
function tableText(pieces: Pieces): string {
  const depths = depthsOf(pieces);
  const open = pieces.findIndex(({ text }) => text === '(');
  const close = pieces.findIndex(({ text }, at) => at > open && text === ')' && depths[at] === 0);
  if (open === -1 || close === -1) return joined(pieces);
  const items = itemsOf(pieces.slice(open + 1, close), depths.slice(open + 1, close));
  const body = items.map((item, at) => itemText(item, at === items.length - 1)).join('\n');
  return `${joined(pieces.slice(0, open))} (\n${body}\n${joined(pieces.slice(close))}`;
}

/** How many parentheses are open after each piece. */
function depthsOf(pieces: Pieces): readonly number[] {
  let depth = 0;
  return pieces.map(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth;
  });
}

/** `above`: comments on lines of their own. `behind`: line comments behind its comma. */
type Item = { readonly above: Piece[]; readonly pieces: Piece[]; readonly behind: Piece[] };

function itemsOf(pieces: Pieces, depths: readonly number[]): readonly Item[] {
  const items: Item[] = [newItem()];
  for (const [at, piece] of pieces.entries()) {
    const [before, item] = [items.at(-2), items.at(-1) as Item];
    const isFirst = item.pieces.length === 0;
    const endsLine = piece.isLineComment || pieces[at + 1]?.before === 'line';
    if (piece.text === ',' && depths[at] === 1) items.push(newItem());
    else if (piece.isComment && isFirst && endsLine && isBehind(item, piece, before))
      before?.behind.push(piece);
    else if (piece.isComment && isFirst && endsLine) item.above.push(piece);
    else item.pieces.push(piece);
  }
  for (const { pieces: own, behind } of items)
    while (own.at(-1)?.isLineComment) behind.unshift(own.pop() as Piece);
  return items;
}

function newItem(): Item {
  return { above: [], pieces: [], behind: [] };
}

/** Whether a comment after a comma is about what comes before the comma: it is on that line. */
function isBehind({ above }: Item, { before }: Piece, previous: Item | undefined): boolean {
  const isTaken = previous?.behind.some(({ isLineComment }) => isLineComment) ?? true;
  return above.length === 0 && before !== 'line' && !isTaken;
}

function itemText({ above, pieces, behind }: Item, isLast: boolean): string {
  const comments = behind.map(({ text, before }) => (before === 'line' ? `\n  ${text}` : ` ${text}`));
  return [
    ...above.map(({ text }) => `  ${text}\n`),
    `  ${joined(pieces, '    ')}${isLast ? '' : ','}`,
    ...comments,
  ].join('');
}
