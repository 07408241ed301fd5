// Removes the indentation that a whole statement has in its file. Pure.
import { type Token, tokens } from '@roostjs/internal-sql';

/**
 * The lines of a view or a trigger keep their indentation relative to each other. A line of an expression that may name a
 * column of a view stays as it is, because the name is its text.
 */
export function withoutIndentation(type: 'view' | 'trigger', sql: string): string {
  const all = Array.from(tokens(sql));
  const fixed = type === 'view' ? breaksInColumns(sql, all) : new Set<Token>();
  const moved = new Set(all.filter((token) => isLineBreak(sql, token) && !fixed.has(token)));
  const indents = Array.from(moved, (token) => textOf(sql, token).replace(/^.*\n/s, ''));
  const common = indents.length === 0 ? '' : indents.reduce(commonStart);
  return all
    .map((token) => {
      const text = textOf(sql, token);
      if (!moved.has(token)) return text;
      const lines = text.split('\n');
      return `${'\n'.repeat(lines.length - 1)}${(lines.at(-1) ?? '').slice(common.length)}`;
    })
    .join('');
}

function textOf(sql: string, { start, end }: Token): string {
  return sql.slice(start, end);
}

function isLineBreak(sql: string, token: Token): boolean {
  return token.kind === 'space' && textOf(sql, token).includes('\n');
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

const endsColumns = new Set([
  'from',
  'where',
  'group',
  'union',
  'except',
  'intersect',
  'order',
  'limit',
  'values',
]);
const beginsColumn = new Set([',', 'select', 'distinct', 'all']);

/** The line breaks inside the expressions between SELECT and FROM. */
function breaksInColumns(sql: string, all: readonly Token[]): ReadonlySet<Token> {
  const found = new Set<Token>();
  // Whether each SELECT that is open is in its list of columns, from the outermost one.
  const lists = [false];
  let last = '';
  let waiting: Token[] = [];
  for (const token of all) {
    if (isLineBreak(sql, token)) waiting.push(token);
    if (token.kind === 'space' || token.kind === 'comment') continue;
    const word = textOf(sql, token).toLowerCase();
    const isInside = lists.at(-1) === true && !beginsColumn.has(last) && word !== 'from';
    if (isInside || lists.slice(0, -1).includes(true)) for (const lineBreak of waiting) found.add(lineBreak);
    waiting = [];
    if (word === '(') lists.push(false);
    else if (word === ')') lists.pop();
    else if (word === 'select') lists[lists.length - 1] = true;
    else if (endsColumns.has(word)) lists[lists.length - 1] = false;
    last = word;
  }
  return found;
}
