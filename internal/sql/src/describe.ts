// Describes a statement in an error message or a list.

import { tokens } from './tokens.ts';

const longest = 100;

/**
 * The first line with SQL, from where the SQL begins, else that of the first comment, else `empty`; 100 characters at
 * most.
 */
export function firstLine(statement: string): string {
  let comment: string | undefined;
  for (const token of tokens(statement)) {
    if (token.kind === 'space') continue;
    const line = shortened(lineFrom(statement, token.start));
    if (token.kind !== 'comment') return line;
    comment ??= line;
  }
  return comment ?? 'empty';
}

function lineFrom(text: string, start: number): string {
  const rest = text.slice(start);
  const lineEnd = rest.search(/[\r\n]/);
  return (lineEnd === -1 ? rest : rest.slice(0, lineEnd)).trim();
}

function shortened(line: string): string {
  if (line.length <= longest) return line;
  // The cut must not leave half of a surrogate pair.
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
