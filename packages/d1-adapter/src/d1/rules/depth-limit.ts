// No expression that is higher than 100: workerd, src/workerd/util/sqlite.c++ (setupSecurity, SQLITE_LIMIT_EXPR_DEPTH).
// SQLite measures each node as it reads (sqlite3ExprCheckHeight), and where it looks names up the heights of subqueries
// within each other together (sqlite3ResolveExprNames in resolve.c). workerd 1.20260721 does not measure the ends of
// BETWEEN, 1.20261023 does.

import { isKeptForLater, type Statement } from '@roostjs/internal-sql';
import { depthOf } from './expressions/depth.ts';
import { type Rule, syntaxErrors, type Violation } from './violation.ts';

const most = 100;

const text = `Expression tree is too large (maximum depth ${most}): SQLITE_ERROR`;

export const depthLimit: Rule = (statement) => (mayBeTooHigh(statement) ? violation(statement) : undefined);

/** Every node takes a lexeme, and every SELECT within another counts them anew. */
function mayBeTooHigh({ lexemes }: Statement): boolean {
  if (lexemes.length > most) return true;
  const selects = lexemes.filter(({ word }) => word === 'select' || word === 'values').length;
  return lexemes.length * (selects + 1) > most;
}

function violation(statement: Statement): Violation | undefined {
  const { tooHighAt, pilesTooHigh } = depthOf(statement.lexemes, most);
  if (tooHighAt !== undefined)
    return { rule: 'limit', text, yieldsTo: syntaxErrors, expressionEnd: tooHighAt };
  if (!pilesTooHigh || isKeptForLater(statement)) return undefined;
  return { rule: 'limit', text, yieldsTo: /^(?:near "|unrecognized token|incomplete input|no such table)/ };
}
