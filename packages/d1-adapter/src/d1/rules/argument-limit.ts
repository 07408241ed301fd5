// D1 rejects a call with more than 127 arguments: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_FUNCTION_ARG). SQLite counts them while parsing (sqlite3ExprFunction in its expr.c), whether the
// function exists or not.

import type { Lexeme, Statement } from '@roostjs/internal-sql';
import { isCallAt } from './calls.ts';
import { type Rule, syntaxErrors } from './violation.ts';

const maxArguments = 127;

export const argumentLimit: Rule = (statement) => {
  // Each argument takes at least two characters, its comma included.
  if (statement.text.length < 2 * maxArguments) return undefined;
  const call = longCall(statement);
  if (call === undefined) return undefined;
  const { text } = statement;
  const { start, end } = call.name;
  const offset = Buffer.byteLength(text.slice(0, start));
  return {
    rule: 'limit',
    text: `too many arguments on function ${text.slice(start, end)} at offset ${offset}: SQLITE_ERROR`,
    sqliteErrorFirst: syntaxErrors,
    expressionEnd: call.end,
  };
};

type Open = { readonly at: number; commas: number; ordered: boolean };

/** The first call to close that has too many arguments. */
function longCall(statement: Statement): { readonly name: Lexeme; readonly end: number } | undefined {
  const { lexemes } = statement;
  const open: Open[] = [];
  for (const [at, { word, end }] of lexemes.entries()) {
    const innermost = open.at(-1);
    if (word === '(') open.push({ at, commas: 0, ordered: false });
    else if (word === ',' && innermost?.ordered === false) innermost.commas += 1;
    else if (word === 'order' && innermost !== undefined) innermost.ordered = true;
    else if (word === ')') {
      const closed = open.pop();
      const name = lexemes[(closed?.at ?? 0) - 1];
      if (closed === undefined || closed.commas < maxArguments || name?.name === undefined) continue;
      if (isCallAt(statement, closed.at - 1)) return { name, end };
    }
  }
  return undefined;
}
