// The keyword that a statement begins with. It reads the first words only.

import { tokens } from '@roostjs/internal-sql';

export type LeadingKeyword = {
  /** The first word after EXPLAIN [QUERY PLAN], in lower case; empty if there is none. */
  readonly verb: string;
  readonly explained: boolean;
};

export function leadingKeyword(statement: string): LeadingKeyword {
  const [first = '', second = '', , fourth = ''] = leadingWords(statement);
  if (first !== 'explain') return { verb: first, explained: false };
  return { verb: second === 'query' ? fourth : second, explained: true };
}

/** The first words in lower case, at most four, up to the first token that is not a word. */
function leadingWords(statement: string): readonly string[] {
  const words: string[] = [];
  for (const { kind, start, end } of tokens(statement)) {
    if (kind === 'space' || kind === 'comment' || kind === 'semicolon') continue;
    if (kind !== 'word' || words.length === 4) break;
    words.push(statement.slice(start, end).toLowerCase());
  }
  return words;
}
