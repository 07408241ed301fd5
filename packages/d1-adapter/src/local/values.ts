// Values on their way into and out of SQLite, as the JSON between a Worker and its database leaves them. Column types
// and affinity are SQLite's affair.

import type { SqlValue } from '@roostjs/internal-sql';

/** The value as better-sqlite3 binds it: every number as REAL, and as NULL what JSON has no number for. */
export function toSqlite(value: SqlValue): number | string | null | Buffer {
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value === 'string' || value === null) return value;
  return Buffer.from(value);
}

/** Makes of the values of a row, in their place, what D1 returns: integers as doubles, blobs as lists of numbers. */
export function convertFromSqlite(row: unknown[]): void {
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index];
    if (typeof value === 'number') row[index] = jsonNumber(value);
    else if (Buffer.isBuffer(value)) row[index] = Array.from(value);
  }
}

function jsonNumber(value: number): number | null {
  // JSON has no negative zero either; adding zero makes it a positive one.
  return Number.isFinite(value) ? value + 0 : null;
}
