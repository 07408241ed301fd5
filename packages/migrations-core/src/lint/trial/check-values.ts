// What a table's CHECKs name: columns, and values that they may require.
import { nameKey, statementOf } from '@roostjs/internal-sql';
import { closingParenthesis } from '../sql/token-search.ts';
import type { Table } from '../trace/schema.ts';
import { literalsIn } from './literals.ts';

/** The columns whose values a CHECK may refuse: with a generated one that a CHECK may name, all of them. */
export function checkedColumns({ sql, columns }: Table): readonly string[] {
  const { lexemes } = statementOf(sql);
  const checks = lexemes.flatMap(({ word }, at) =>
    word === 'check' ? lexemes.slice(at + 2, closingParenthesis(lexemes, at + 1)) : [],
  );
  if (checks.length === 0) return [];
  const named = new Set(checks.flatMap(({ name }) => (name === undefined ? [] : nameKey(name))));
  const isAny = columns.some(({ isGenerated }) => isGenerated);
  return columns.filter(({ name }) => isAny || named.has(nameKey(name))).map(({ name }) => name);
}

/** The values that a table with a CHECK names, and some that rules commonly require. */
export function choicesOf({ sql }: Table): readonly (string | number)[] {
  const { lexemes } = statementOf(sql);
  if (!lexemes.some(({ word }) => word === 'check')) return [];
  return [...new Set([...literalsIn(lexemes), 0, 1, 7, '{}', '[]', 'Q@q.io', 'qqq', '2001-02-03'])];
}
