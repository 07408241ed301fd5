// The PRAGMAs as tables, pragma_x: workerd asks about them as about the PRAGMA, but only once they are read.

import { isKeptForLater, type Lexeme, targetAt } from '@roostjs/internal-sql';
import { isAllowedPragma } from './pragmas.ts';
import { anyComplaint, notAuthorized, type Rule } from './violation.ts';

export const pragmaTables: Rule = (statement) => {
  const { lexemes } = statement;
  // A table expression may have such a name.
  if (isKeptForLater(statement) || lexemes.some(({ word }) => word === 'with')) return undefined;
  return lexemes.some((_, at) => isRefusedAt(lexemes, at))
    ? { rule: 'pragma', text: notAuthorized, yieldsTo: anyComplaint }
    : undefined;
};

function isRefusedAt(lexemes: readonly Lexeme[], at: number): boolean {
  // Behind JOIN it need not be read: the table before it may be empty.
  if (lexemes[at]?.word !== 'from') return false;
  // IS DISTINCT FROM has an expression behind it, and nothing is deleted from a PRAGMA anyway.
  if (/^(?:distinct|delete)$/.test(lexemes[at - 1]?.word ?? '')) return false;
  const pragma = /^pragma_(.+)$/i.exec(targetAt(lexemes, at + 1)?.name ?? '')?.[1];
  return pragma !== undefined && !isAllowedPragma(pragma.toLowerCase());
}
