// The PRAGMAs as tables, pragma_x: workerd applies the same rules to them, but only when SQLite reads the table.

import { isKeptForLater, type Lexeme, targetAt } from '@roostjs/internal-sql';
import { isAllowedPragma } from './pragmas.ts';
import { anyError, notAuthorized, type Rule } from './violation.ts';

export const pragmaTables: Rule = (statement) => {
  const { lexemes } = statement;
  // A common table expression may have such a name.
  if (isKeptForLater(statement) || lexemes.some(({ word }) => word === 'with')) return undefined;
  return lexemes.some((_, at) => isRefusedAt(lexemes, at))
    ? { rule: 'pragma', text: notAuthorized, sqliteErrorFirst: anyError }
    : undefined;
};

function isRefusedAt(lexemes: readonly Lexeme[], at: number): boolean {
  // After JOIN, the table may not be read, since the table before it may be empty.
  if (lexemes[at]?.word !== 'from') return false;
  // An expression follows IS DISTINCT FROM, and SQLite itself rejects DELETE FROM a PRAGMA.
  if (/^(?:distinct|delete)$/.test(lexemes[at - 1]?.word ?? '')) return false;
  const pragma = /^pragma_(.+)$/i.exec(targetAt(lexemes, at + 1)?.name ?? '')?.[1];
  return pragma !== undefined && !isAllowedPragma(pragma.toLowerCase());
}
