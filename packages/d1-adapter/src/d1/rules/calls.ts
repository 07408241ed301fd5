// Finds the function calls of a statement: a name before a parenthesis, where an expression is allowed.

import { creationOf, type Lexeme, type Statement, targetAt } from '@roostjs/internal-sql';

// The words that may precede a function call. After any other word, such a name is a type, a table or an index.
const precedingWords: ReadonlySet<string> = new Set([
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

/** A call: the name of its function, and the offset after its closing parenthesis. */
export type FunctionCall = { readonly name: Lexeme; readonly end: number; readonly inDefault: boolean };

/** The calls of the wanted functions. */
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

/** Whether the name at this index, which is followed by a parenthesis, is the name of a function. */
export function isCallAt(statement: Statement, at: number): boolean {
  const { lexemes } = statement;
  return (
    lexemes[at]?.kind !== 'string' &&
    at >= firstExpression(statement) &&
    mayFollow(lexemes, at - 1) &&
    !namesTableExpression(lexemes, at)
  );
}

/** The index after the table of CREATE INDEX: that name follows ON, which may also precede a function. */
function firstExpression(statement: Statement): number {
  if (creationOf(statement)?.kind !== 'index') return 0;
  const { lexemes } = statement;
  const on = lexemes.findIndex(({ word }) => word === 'on');
  return targetAt(lexemes, on + 1)?.next ?? 0;
}

/** SQLite checks the calls in a DEFAULT only when it needs the value. */
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
  // An expression follows IS DISTINCT FROM; a table follows FROM alone.
  if (previous.word === 'from') return lexemes[at - 1]?.word === 'distinct';
  return previous.kind === 'word' && precedingWords.has(previous.word);
}

/** `name (…) AS (` is a common table expression of WITH. */
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
