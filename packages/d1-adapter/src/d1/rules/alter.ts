// D1 rejects the forms of ALTER TABLE that are new in SQLite 3.53: SQLite implements them with internal functions (its
// alter.c), which are not in ALLOWED_SQLITE_FUNCTIONS (workerd, src/workerd/util/sqlite.c++).

import { type Statement, targetAt } from '@roostjs/internal-sql';
import { anyError, type Rule } from './violation.ts';

export const alter: Rule = (statement) => {
  const call = callFor(statement);
  if (call === undefined) return undefined;
  const text = `not authorized to use function: ${call}: SQLITE_ERROR`;
  return { rule: 'alter', text, sqliteErrorFirst: anyError };
};

// The offsets point into the statements that SQLite generates, which begin the same way for every table.
const checking = 'sqlite_fail at offset 7';
const dropping = 'sqlite_drop_constraint at offset 38';

/** The first internal function that SQLite calls, and its offset. */
function callFor({ verb, lexemes }: Statement): string | undefined {
  if (verb !== 'alter' || lexemes[1]?.word !== 'table') return undefined;
  const at = targetAt(lexemes, 2)?.next;
  if (at === undefined) return undefined;
  const [action, object] = [lexemes[at]?.word, lexemes[at + 1]?.word ?? ''];
  if (action === 'alter') return lexemes.some(({ word }) => word === 'drop') ? dropping : checking;
  if (action === 'add' && /^(?:constraint|check)$/.test(object)) return checking;
  return action === 'drop' && object === 'constraint' ? dropping : undefined;
}
