// What running a statement can do to a database, read off its first words. It does not look names up, so a
// SELECT of a function with side effects of its own would count as a read: SQLite has none built in.

import { memoize } from './memoize.ts';
import { isReadOnlyPragma } from './pragma.ts';
import { splitStatements } from './split.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/** `none` is a text without a statement. */
export type StatementEffect = 'read' | 'write' | 'transaction' | 'none';

/**
 * A statement called `read` changes nothing, and one called `transaction` opens or closes a transaction.
 * Everything else is a `write`, on the safe side: also what is not understood, and a text of several statements.
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

// The plan of a statement is a read. Not so for PRAGMA, which may already act as it is compiled
// (https://sqlite.org/pragma.html).
function effectOfExplained(sql: string, rest: readonly Token[]): StatementEffect {
  const explained = wordOf(sql, rest[0]) === 'query' ? rest.slice(2) : rest;
  if (explained.length === 0) return 'write';
  return wordOf(sql, explained[0]) === 'pragma' ? effectOfCommand(sql, explained) : 'read';
}

function isReading(verb: string | undefined): boolean {
  return verb === 'select' || verb === 'values';
}

// The word behind the last table expression: it follows a closing parenthesis and is not the AS behind a
// column list.
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
