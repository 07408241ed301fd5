// The rules for callers that check a statement before it runs, without its database.

import { statementOf } from '@roostjs/internal-sql';
import { remedyFor } from '../remedies/remedies.ts';
import { findViolation } from './rules.ts';
import { tokenError } from './token-error.ts';
import type { RuleName } from './violation.ts';

/** A rule of D1, and D1's error message for a statement that breaks it. */
export type BrokenRule = {
  readonly rule: RuleName;
  readonly text: string;
  /** What to do instead, as the rest of a sentence: "leave it out"; absent if the text does not show it. */
  readonly remedy?: string;
};

/**
 * The first rule of D1 that the statement breaks, whatever its database contains. It assumes that a LIKE pattern is
 * evaluated for at least one row. Returns undefined if the statement breaks no rule or if that depends on the database.
 * D1 may report an error of SQLite's instead, if SQLite finds one first.
 */
export function brokenRule(statement: string): BrokenRule | undefined {
  const tokenMessage = tokenError(statementOf(statement));
  if (tokenMessage !== undefined) return withRemedy(statement, 'token', tokenMessage);
  const violation = findViolation(statement);
  if (violation === undefined || dependsOnDatabase(statement)) return undefined;
  return withRemedy(statement, violation.rule, violation.text);
}

function withRemedy(statement: string, rule: RuleName, text: string): BrokenRule {
  const remedy = remedyFor(statement, text);
  return { rule, text, ...(remedy === undefined ? {} : { remedy }) };
}

/** IF NOT EXISTS does nothing if the table exists, and SQLite ignores a table of WITH that nothing reads. */
function dependsOnDatabase(statement: string): boolean {
  const words = statementOf(statement).lexemes.map(({ word }) => word);
  return words.includes('with') || (words[0] === 'create' && words.includes('exists'));
}
