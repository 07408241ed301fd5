// The rules for those who look at a statement before it runs, without the database that it is for.

import { statementOf } from '@roostjs/internal-sql';
import { violationOf } from './rules.ts';
import { unreadable } from './token-error.ts';
import type { RuleName } from './violation.ts';

/** A rule of D1, and D1's words for refusing a statement by it. */
export type BrokenRule = { readonly rule: RuleName; readonly text: string };

/**
 * The first rule of D1 that the statement breaks whatever its database holds, where a pattern of LIKE is taken to meet a
 * row. undefined where it breaks none, and where only the database can tell; D1 itself may have a complaint of SQLite's
 * against the statement before this one.
 */
export function brokenRule(statement: string): BrokenRule | undefined {
  const words = unreadable(statementOf(statement));
  if (words !== undefined) return { rule: 'token', text: words };
  const violation = violationOf(statement);
  if (violation === undefined || dependsOnDatabase(statement)) return undefined;
  const { rule, text } = violation;
  return { rule, text };
}

/** A table that is there is not made again, and what WITH names but nothing asks for is never looked at. */
function dependsOnDatabase(statement: string): boolean {
  const words = statementOf(statement).lexemes.map(({ word }) => word);
  return words.includes('with') || (words[0] === 'create' && words.includes('exists'));
}
