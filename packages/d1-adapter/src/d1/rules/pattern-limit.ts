// No pattern of LIKE or GLOB of more than 50 bytes: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_LIKE_PATTERN_LENGTH). D1 says so once a row needs the pattern; here that is taken for granted. A
// pattern that is computed is not seen.

import {
  creationOf,
  type Lexeme,
  parameterUses,
  type SqlValue,
  type Statement,
  statementOf,
} from '@roostjs/internal-sql';
import { isCallAt } from './calls.ts';
import { anyComplaint, type Rule } from './violation.ts';

const mostBytes = 50;

export const patternTooLong = 'LIKE or GLOB pattern too complex: SQLITE_ERROR';

const mayMatch = /like|glob/i;
const matching = /^(?:like|glob)$/i;
// Behind a value they make another one of it; what || makes is longer.
const computing = /^(?:[<>]=?|<<|>>|[-&|+*/%]|->>?)$/;

export const patternLimit: Rule = (statement) => {
  if (!mayMatch.test(statement.text) || !isEvaluated(statement)) return undefined;
  const isTooLong = patternsOf(statement).some((pattern) => bytesOf(pattern) > mostBytes);
  return isTooLong ? { rule: 'limit', text: patternTooLong, yieldsTo: anyComplaint } : undefined;
};

/** The places, in the list of values, of those that are patterns. */
export function patternParameters(text: string): readonly number[] {
  if (!mayMatch.test(text)) return [];
  const statement = statementOf(text);
  if (!isEvaluated(statement)) return [];
  const starts = new Set(patternsOf(statement).map(({ start }) => start));
  return parameterUses(text)
    .filter(({ start }) => starts.has(start))
    .map(({ index }) => index);
}

export function isPatternTooLong(value: SqlValue | undefined): boolean {
  if (typeof value === 'string') return value.length * 3 > mostBytes && Buffer.byteLength(value) > mostBytes;
  return typeof value === 'object' && value !== null && value.length > mostBytes;
}

/** A definition is only kept. */
function isEvaluated(statement: Statement): boolean {
  const { verb, explained, lexemes } = statement;
  if (explained || verb === 'alter') return false;
  const creation = creationOf(statement);
  return creation === undefined || (creation.kind === 'table' && lexemes[creation.next]?.word === 'as');
}

/** What stands where a pattern does, and is all of it. */
function patternsOf(statement: Statement): readonly Lexeme[] {
  const { lexemes } = statement;
  return lexemes.flatMap(({ name }, at) => {
    if (name === undefined || !matching.test(name)) return [];
    const pattern = lexemes[firstInside(lexemes, at + 1)];
    const next = lexemes[firstInside(lexemes, at + 1) + 1]?.word ?? '';
    // As a word LIKE is the operator, and behind a parenthesis like() one's first argument stands where it would.
    const matches = lexemes[at]?.kind === 'word' || isCallAt(statement, at);
    return matches && pattern !== undefined && !computing.test(next) ? [pattern] : [];
  });
}

function firstInside(lexemes: readonly Lexeme[], at: number): number {
  let inside = at;
  while (lexemes[inside]?.word === '(') inside += 1;
  return inside;
}

function bytesOf({ kind, start, end, name }: Lexeme): number {
  if (kind === 'string') return Buffer.byteLength(name ?? '');
  return kind === 'blob' ? (end - start - "x''".length) / 2 : 0;
}
