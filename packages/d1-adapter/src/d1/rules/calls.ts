// Where a statement calls functions: a name with a parenthesis behind it, where an expression may stand.

import { creationOf, type Lexeme, type Statement, targetAt } from '@roostjs/internal-sql';

// The words that a function may follow; behind any other word or name stands a type, a table or a list of columns.
const before: ReadonlySet<string> = new Set([
  'all',
  'and',
  'between',
  'by',
  'case',
  'distinct',
  'else',
  'escape',
  'except',
  'from',
  'glob',
  'groups',
  'having',
  'is',
  'like',
  'limit',
  'match',
  'not',
  'offset',
  'on',
  'or',
  'range',
  'regexp',
  'returning',
  'rows',
  'select',
  'then',
  'when',
  'where',
]);

/** A call: the name that it is made by, and the place behind its closing parenthesis. */
export type FunctionCall = { readonly name: Lexeme; readonly end: number; readonly inDefault: boolean };

/** The calls of the functions that are asked for. */
export function callsOf(
  statement: Statement,
  isWanted: (name: string | undefined) => boolean,
): readonly FunctionCall[] {
  const { text, lexemes } = statement;
  return lexemes.flatMap((lexeme, at) =>
    lexemes[at + 1]?.word === '(' && isWanted(lexeme.name) && isCallAt(statement, at)
      ? [
          {
            name: lexeme,
            end: lexemes[closingOf(lexemes, at + 1)]?.end ?? text.length,
            inDefault: isInDefault(lexemes, at),
          },
        ]
      : [],
  );
}

/** Whether the name at the place, which has a parenthesis behind it, is that of a function. */
export function isCallAt(statement: Statement, at: number): boolean {
  const { lexemes } = statement;
  return (
    lexemes[at]?.kind !== 'string' &&
    at >= firstExpression(statement) &&
    mayFollow(lexemes, at - 1) &&
    !namesTableExpression(lexemes, at)
  );
}

/** Behind the name of the table that an index is made on, which follows a word that a function may follow. */
function firstExpression(statement: Statement): number {
  if (creationOf(statement)?.kind !== 'index') return 0;
  const { lexemes } = statement;
  const on = lexemes.findIndex(({ word }) => word === 'on');
  return targetAt(lexemes, on + 1)?.next ?? 0;
}

/** SQLite itself does not look at the calls in a DEFAULT before it needs the value. */
function isInDefault(lexemes: readonly Lexeme[], at: number): boolean {
  let closed = 0;
  for (let before = at - 1; before > 0; before -= 1) {
    const word = lexemes[before]?.word;
    if (word === ')') closed += 1;
    if (word !== '(') continue;
    if (closed === 0 && lexemes[before - 1]?.word === 'default') return true;
    closed = Math.max(0, closed - 1);
  }
  return false;
}

function mayFollow(lexemes: readonly Lexeme[], at: number): boolean {
  const previous = lexemes[at];
  if (previous === undefined) return false;
  if (previous.kind === 'operator') return previous.word !== '.' && previous.word !== ')';
  // IS DISTINCT FROM has an expression behind it, FROM alone a table.
  if (previous.word === 'from') return lexemes[at - 1]?.word === 'distinct';
  return previous.kind === 'word' && before.has(previous.word);
}

/** `name (…) AS (` is one of the table expressions of WITH. */
function namesTableExpression(lexemes: readonly Lexeme[], at: number): boolean {
  const closing = closingOf(lexemes, at + 1);
  if (lexemes[closing + 1]?.word !== 'as') return false;
  return /^(?:\(|not|materialized)$/.test(lexemes[closing + 2]?.word ?? '');
}

function closingOf(lexemes: readonly Lexeme[], opening: number): number {
  let depth = 0;
  for (let at = opening; at < lexemes.length; at += 1) {
    const word = lexemes[at]?.word;
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return lexemes.length;
}
