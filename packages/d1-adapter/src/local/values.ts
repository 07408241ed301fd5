// Converts values for SQLite and back, as the JSON between a Worker and its database does. SQLite applies column types
// and affinity.

import type { SqlValue } from '@roostjs/internal-sql';

/** The value for better-sqlite3: every number as REAL, and NULL for a number that JSON cannot represent. */
export function toSqlite(value: SqlValue): number | string | null | Buffer {
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value === 'string' || value === null) return value;
  return Buffer.from(value);
}

/** Converts a row in place to D1's values: integers become doubles, blobs become arrays of numbers. */
export function convertFromSqlite(row: unknown[]): void {
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index];
    if (typeof value === 'number') row[index] = jsonNumber(value);
    else if (Buffer.isBuffer(value)) row[index] = Array.from(value);
  }
}

function jsonNumber(value: number): number | null {
  // D1's JSON has no negative zero; adding zero makes it positive.
  return Number.isFinite(value) ? value + 0 : null;
}
