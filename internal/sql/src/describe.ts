// Describes a statement in an error message or a list.

import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

const longest = 100;

/**
 * The first line with SQL, from where the SQL begins, else that of the first comment, else `empty`; 100 characters at
 * most. If there is more, it ends behind a token, with `…`.
 */
export function firstLine(statement: string): string {
  const shown: Token[] = [];
  let comment: Token | undefined;
  for (const token of tokens(statement)) {
    if (token.kind === 'space') continue;
    if (token.kind === 'comment') comment ??= token;
    else if (token.end <= endOfLine(statement, shown[0] ?? token)) shown.push(token);
    else if (token.kind !== 'semicolon') return excerpt(statement, shown, token);
  }
  const [first, last] = [shown[0], shown.at(-1)];
  if (first !== undefined) return statement.slice(first.start, last?.end);
  return comment === undefined ? 'empty' : cut(lineFrom(statement, comment.start));
}

/** Where what can be shown ends, from this token on. */
function endOfLine(text: string, { start }: Token): number {
  return start + Math.min(lineFrom(text, start).length, longest);
}

function lineFrom(text: string, start: number): string {
  const rest = text.slice(start, start + 2 * longest);
  const lineEnd = rest.search(/[\r\n]/);
  return (lineEnd === -1 ? rest : rest.slice(0, lineEnd)).trimEnd();
}

/** As many of the tokens as fit with the dots. */
function excerpt(text: string, shown: readonly Token[], next: Token): string {
  const [first = next] = shown;
  const last = shown.findLast(({ end }) => end <= first.start + longest - ' …'.length);
  if (last === undefined) return `${cut(lineFrom(text, first.start)).replace(/…$/, '')}…`;
  const start = text.slice(first.start, last.end);
  return start.endsWith('(') ? `${start}…` : `${start} …`;
}

function cut(line: string): string {
  if (line.length <= longest) return line;
  // The cut must not leave half of a surrogate pair.
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
