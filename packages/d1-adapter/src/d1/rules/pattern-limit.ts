// D1 rejects a LIKE or GLOB pattern of more than 50 bytes: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_LIKE_PATTERN_LENGTH). D1 does so when it evaluates the pattern for a row; this rule assumes that there
// is such a row. It does not see a computed pattern.

import {
  creationOf,
  type Lexeme,
  parameterUses,
  type SqlValue,
  type Statement,
  statementOf,
} from '@roostjs/internal-sql';
import { isCallAt } from './calls.ts';
import { anyError, type Rule } from './violation.ts';

const maxBytes = 50;

export const patternTooLong = 'LIKE or GLOB pattern too complex: SQLITE_ERROR';

const mayMatch = /like|glob/i;
const matching = /^(?:like|glob)$/i;
// If one of these follows a value, the value is not the whole pattern. || is not one of them: its result is longer.
const computing = /^(?:[<>]=?|<<|>>|[-&|+*/%]|->>?)$/;

export const patternLimit: Rule = (statement) => {
  if (!mayMatch.test(statement.text) || !isEvaluated(statement)) return undefined;
  const isTooLong = patternsOf(statement).some((pattern) => bytesOf(pattern) > maxBytes);
  return isTooLong ? { rule: 'limit', text: patternTooLong, sqliteErrorFirst: anyError } : undefined;
};

/** The indexes of the bound values that are patterns. */
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
  if (typeof value === 'string') return value.length * 3 > maxBytes && Buffer.byteLength(value) > maxBytes;
  return typeof value === 'object' && value !== null && value.length > maxBytes;
}

/** A definition is only stored, not evaluated. */
function isEvaluated(statement: Statement): boolean {
  const { verb, explained, lexemes } = statement;
  if (explained || verb === 'alter') return false;
  const creation = creationOf(statement);
  return creation === undefined || (creation.kind === 'table' && lexemes[creation.next]?.word === 'as');
}

/** The lexemes that are a whole pattern. */
function patternsOf(statement: Statement): readonly Lexeme[] {
  const { lexemes } = statement;
  return lexemes.flatMap(({ name }, at) => {
    if (name === undefined || !matching.test(name)) return [];
    const pattern = lexemes[firstInside(lexemes, at + 1)];
    const next = lexemes[firstInside(lexemes, at + 1) + 1]?.word ?? '';
    // LIKE as a word is the operator. The first argument of like() is in the same position as the operator's pattern.
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
