// What a statement begins with. It knows the first words only, and judges nothing.

import { tokens } from '@roostjs/internal-sql';

/** How a statement begins. */
export type Command = {
  /** The first word behind EXPLAIN [QUERY PLAN], in lower case; empty where there is none. */
  readonly verb: string;
  readonly explained: boolean;
};

export function commandOf(statement: string): Command {
  const [first = '', second = '', , fourth = ''] = leadingWords(statement);
  if (first !== 'explain') return { verb: first, explained: false };
  return { verb: second === 'query' ? fourth : second, explained: true };
}

/** The first words in lower case, up to four; what is not a word ends them. */
function leadingWords(statement: string): readonly string[] {
  const words: string[] = [];
  for (const { kind, start, end } of tokens(statement)) {
    if (kind === 'space' || kind === 'comment' || kind === 'semicolon') continue;
    if (kind !== 'word' || words.length === 4) break;
    words.push(statement.slice(start, end).toLowerCase());
  }
  return words;
}
