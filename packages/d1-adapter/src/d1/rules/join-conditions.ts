// Whether a name is in the ON clause of a join: SQLite's errors have no offset there (sqlite3SetJoinExpr and
// sqlite3RecordErrorOffsetOfExpr).

import type { Lexeme } from '@roostjs/internal-sql';

// After these words, a name is in another clause or in a part of ON for which SQLite keeps the offset.
const otherClauses =
  /^(?:select|values|where|group|having|order|limit|set|returning|window|over|filter|case|when|then|else|begin)$/;

export function isInJoinCondition(lexemes: readonly Lexeme[], name: number): boolean {
  let [closed, isAfterOn] = [0, false];
  for (let at = name - 1; at >= 0; at -= 1) {
    const word = lexemes[at]?.word ?? '';
    if (word === ')') closed += 1;
    else if (word === '(') closed = Math.max(0, closed - 1);
    else if (closed === 0) {
      if (word === 'on') isAfterOn = lexemes[at + 1]?.word !== 'conflict';
      else if (word === 'join' || (word === 'from' && lexemes[at - 1]?.word !== 'distinct')) return isAfterOn;
      else if (otherClauses.test(word)) return false;
    }
  }
  return false;
}
