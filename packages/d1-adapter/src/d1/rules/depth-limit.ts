// D1 rejects an expression whose tree is higher than 100: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_EXPR_DEPTH). SQLite checks the height of each node while parsing (sqlite3ExprCheckHeight), and the sum
// of the heights of nested subqueries when it resolves names (sqlite3ResolveExprNames in resolve.c). workerd
// 1.20260721 ignores the bounds of BETWEEN; 1.20261023 counts them.

import { isKeptForLater, type Statement } from '@roostjs/internal-sql';
import { measureDepth } from './expressions/depth.ts';
import { type Rule, syntaxErrors, type Violation } from './violation.ts';

const maxHeight = 100;

const text = `Expression tree is too large (maximum depth ${maxHeight}): SQLITE_ERROR`;

export const depthLimit: Rule = (statement) => (mayBeTooHigh(statement) ? violation(statement) : undefined);

/** Every node takes a lexeme, and a nested SELECT counts the same lexemes again. */
function mayBeTooHigh({ lexemes }: Statement): boolean {
  if (lexemes.length > maxHeight) return true;
  const selects = lexemes.filter(({ word }) => word === 'select' || word === 'values').length;
  return lexemes.length * (selects + 1) > maxHeight;
}

function violation(statement: Statement): Violation | undefined {
  const { tooHighAt, nestingTooHigh } = measureDepth(statement.lexemes, maxHeight);
  if (tooHighAt !== undefined)
    return { rule: 'limit', text, sqliteErrorFirst: syntaxErrors, expressionEnd: tooHighAt };
  if (!nestingTooHigh || isKeptForLater(statement)) return undefined;
  return {
    rule: 'limit',
    text,
    sqliteErrorFirst: /^(?:near "|unrecognized token|incomplete input|no such table)/,
  };
}
