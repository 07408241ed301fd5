// The effect of a statement on a database, read from its first words. It does not look up names, so a SELECT of a
// function with side effects would count as a read; SQLite has no such function.

import { memoize } from './memoize.ts';
import { isReadOnlyPragma } from './pragma.ts';
import { splitStatements } from './split.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/** `none` means that the text has no statement. */
export type StatementEffect = 'read' | 'write' | 'transaction' | 'none';

/**
 * A `read` changes nothing, and a `transaction` opens or closes a transaction. Everything else is a `write`, to be
 * safe: also a statement that is not understood, and a text of several statements.
 */
export const effectOf: (statement: string) => StatementEffect = memoize(readEffect);

function readEffect(statement: string): StatementEffect {
  const [only, ...others] = splitStatements(statement);
  if (only === undefined) return 'none';
  if (others.length > 0) return 'write';
  return effectOfCommand(only, Array.from(tokens(only)).filter(isSignificant));
}

function effectOfCommand(sql: string, command: readonly Token[]): StatementEffect {
  const [verb, ...rest] = command;
  switch (wordOf(sql, verb)) {
    case 'select':
    case 'values':
      return 'read';
    case 'with':
      return isReading(mainVerb(sql, rest)) ? 'read' : 'write';
    case 'explain':
      return effectOfExplained(sql, rest);
    case 'pragma':
      return isReadOnlyPragma(sql, rest) ? 'read' : 'write';
    case 'begin':
    case 'commit':
    case 'end':
    case 'rollback':
    case 'savepoint':
    case 'release':
      return 'transaction';
    default:
      return 'write';
  }
}

// EXPLAIN is a read, except for PRAGMA, which may run when it is compiled (https://sqlite.org/pragma.html).
function effectOfExplained(sql: string, rest: readonly Token[]): StatementEffect {
  const explained = wordOf(sql, rest[0]) === 'query' ? rest.slice(2) : rest;
  if (explained.length === 0) return 'write';
  return wordOf(sql, explained[0]) === 'pragma' ? effectOfCommand(sql, explained) : 'read';
}

function isReading(verb: string | undefined): boolean {
  return verb === 'select' || verb === 'values';
}

// The word after the last common table expression: it follows a closing parenthesis and is not the AS after a column
// list.
function mainVerb(sql: string, rest: readonly Token[]): string | undefined {
  let depth = 0;
  for (const [index, token] of rest.entries()) {
    const text = token.kind === 'operator' ? sql.slice(token.start, token.end) : '';
    if (text === '(') depth += 1;
    if (text !== ')') continue;
    depth -= 1;
    const next = wordOf(sql, rest[index + 1]);
    if (depth === 0 && next !== undefined && next !== 'as') return next;
  }
  return undefined;
}

function wordOf(sql: string, token: Token | undefined): string | undefined {
  return token?.kind === 'word' ? sql.slice(token.start, token.end).toLowerCase() : undefined;
}

function isSignificant(token: Token): boolean {
  return token.kind !== 'space' && token.kind !== 'comment';
}
