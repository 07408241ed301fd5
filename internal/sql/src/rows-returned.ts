// Whether a statement gives rows back when it runs.

import { effectOf } from './effect.ts';
import { statementOf } from './statement.ts';

/**
 * True only if it is certain. A write returns rows through RETURNING, which is a reserved word
 * (https://sqlite.org/lang_returning.html); a PRAGMA may return the value that it has set.
 */
export function returnsNoRows(statement: string): boolean {
  const { verb, lexemes } = statementOf(statement);
  if (effectOf(statement) !== 'write' || verb === 'pragma') return false;
  return lexemes.every(({ word }) => word !== 'returning');
}
