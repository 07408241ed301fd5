// Names a statement in an error message or a list. Not for running it: the rest of the text is left out.

import { tokens } from './tokens.ts';

const longest = 100;

/** One line of 1 to 100 characters: the first with SQL on it, from where the SQL begins, else that of the first comment, else `empty`. */
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
  // A cut between the two halves of a character beyond the BMP would leave half of one.
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
