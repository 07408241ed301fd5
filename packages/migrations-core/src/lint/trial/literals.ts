// The values that statements name: rows with and without them show which rows a condition excludes. Pure.
import { type Lexeme, statementOf } from '@roostjs/internal-sql';
import type { Sql } from '../../database/d1.ts';

/** How many values get a row of their own. */
const maxLiterals = 14;

export function literalsIn(lexemes: readonly Lexeme[]): readonly (string | number)[] {
  return lexemes.flatMap(({ kind, word, name }, at): readonly (string | number)[] => {
    if (kind === 'string') return name === undefined || name === '' ? [] : [name];
    const number = kind === 'number' ? Number(word.replaceAll('_', '')) : Number.NaN;
    if (Number.isNaN(number) || Math.abs(number) >= 1e12) return [];
    return [lexemes[at - 1]?.word === '-' ? -number : number];
  });
}

/** What the statements compare with or write, and the neighbours of numbers. */
export function literalsOf(statements: readonly Sql[]): readonly (string | number)[] {
  const named = statements.flatMap(({ sql, values }) => [
    ...literalsIn(statementOf(sql).lexemes),
    ...values.filter((value) => typeof value === 'number' || (typeof value === 'string' && value !== '')),
  ]) as readonly (string | number)[];
  const own = [...new Set(named)].slice(0, maxLiterals);
  const near = own.flatMap((value) => (typeof value === 'number' ? [value + 1, value - 1] : []));
  return [...new Set([...own, ...near])].slice(0, 2 * maxLiterals);
}

/** The largest LIMIT: a sample needs more rows than that. */
export function largestLimit(statements: readonly Sql[]): number {
  const limits = statements.flatMap(({ sql }) => {
    const { lexemes } = statementOf(sql);
    return lexemes.flatMap(({ word }, at) => (lexemes[at - 1]?.word === 'limit' ? Number(word) : []));
  });
  return Math.max(0, ...limits.filter((limit) => Number.isFinite(limit)));
}
