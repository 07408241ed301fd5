// D1 rejects a table with more than 100 columns: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_COLUMN).

import { creationOf, type Lexeme } from '@roostjs/internal-sql';
import type { Rule } from './violation.ts';

const maxColumns = 100;
const constraint = /^(?:constraint|primary|unique|check|foreign)$/;

export const tableLimit: Rule = (statement) => {
  const creation = creationOf(statement);
  if (creation?.kind !== 'table') return undefined;
  return countColumns(statement.lexemes.slice(creation.next)) > maxColumns
    ? {
        rule: 'limit',
        text: `too many columns on ${creation.name}: SQLITE_ERROR`,
        sqliteErrorFirst:
          /^(?:near "|unrecognized|incomplete|unknown database|duplicate column|.* already exists$)/,
      }
    : undefined;
};

/** The number of column definitions in the parentheses after the name of a table. */
function countColumns(lexemes: readonly Lexeme[]): number {
  if (lexemes[0]?.word !== '(') return 0;
  let [depth, columns] = [0, 0];
  for (const [at, { word }] of lexemes.entries()) {
    const begins = (depth === 0 && word === '(') || (depth === 1 && word === ',');
    if (begins && !constraint.test(lexemes[at + 1]?.word ?? '')) columns += 1;
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth === 0) break;
  }
  return columns;
}
