// D1's limit on the operations that a statement compiles to: EXPLAIN lists them.

import { parametersOf, statementOf } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { maxOperations, minTextLength, programTooLong } from '../d1/rules/program-limit.ts';
import { binderFor } from './bindings.ts';

/** D1's error message for a statement that SQLite has compiled to too many operations. */
export function programLimitRefusal(sqlite: SqliteDatabase.Database, text: string): string | undefined {
  if (text.length < minTextLength) return undefined;
  return operationsIn(sqlite, text) > maxOperations ? programTooLong : undefined;
}

function operationsIn(sqlite: SqliteDatabase.Database, text: string): number {
  const explained = statementOf(text).explained ? text : `EXPLAIN ${text}`;
  const parameters = parametersOf(text);
  const nothing = binderFor(parameters)(parameters.map(() => null));
  const addresses = sqlite
    .prepare(explained)
    .pluck()
    .all(...nothing);
  // The programs of triggers follow; the addresses of each begin at 0 again.
  const next = addresses.indexOf(0, 1);
  return next === -1 ? addresses.length : next;
}
