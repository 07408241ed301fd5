// No text of more than 100,000 bytes: workerd, src/workerd/util/sqlite.c++ (setupSecurity, SQLITE_LIMIT_SQL_LENGTH). All
// statements of a query are one text.

import { noComplaint, type Violation } from './violation.ts';

const mostBytes = 100_000;

export function lengthViolation(text: string): Violation | undefined {
  // No character takes more than three bytes for each of its UTF-16 units.
  if (text.length * 3 <= mostBytes || Buffer.byteLength(text) <= mostBytes) return undefined;
  return { rule: 'limit', text: 'statement too long: SQLITE_TOOBIG', yieldsTo: noComplaint };
}
