// D1 rejects a query of more than 100,000 bytes, all its statements together: workerd, src/workerd/util/sqlite.c++
// (setupSecurity, SQLITE_LIMIT_SQL_LENGTH).

import { noError, type Violation } from './violation.ts';

const maxBytes = 100_000;

export function lengthViolation(text: string): Violation | undefined {
  // A UTF-16 unit takes at most three bytes in UTF-8.
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return undefined;
  return { rule: 'limit', text: 'statement too long: SQLITE_TOOBIG', sqliteErrorFirst: noError };
}
