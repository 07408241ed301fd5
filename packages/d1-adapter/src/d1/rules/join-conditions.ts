// Whether a name stands in the ON of a join, where SQLite forgets the places of names (sqlite3SetJoinExpr and
// sqlite3RecordErrorOffsetOfExpr).

import type { Lexeme } from '@roostjs/internal-sql';

// Behind these stands something else, or a part of ON that SQLite leaves its place.
const others =
  /^(?:select|values|where|group|having|order|limit|set|returning|window|over|filter|case|when|then|else|begin)$/;

export function isInJoinCondition(lexemes: readonly Lexeme[], name: number): boolean {
  let [closed, isBehindOn] = [0, false];
  for (let at = name - 1; at >= 0; at -= 1) {
    const word = lexemes[at]?.word ?? '';
    if (word === ')') closed += 1;
    else if (word === '(') closed = Math.max(0, closed - 1);
    else if (closed === 0) {
      if (word === 'on') isBehindOn = lexemes[at + 1]?.word !== 'conflict';
      else if (word === 'join' || (word === 'from' && lexemes[at - 1]?.word !== 'distinct'))
        return isBehindOn;
      else if (others.test(word)) return false;
    }
  }
  return false;
}
