// Values on their way into and out of SQLite, as the JSON between a Worker and its database leaves them. Column types
// and affinity are SQLite's affair.

import type { SqlValue } from '@roostjs/internal-sql';

/** The value as better-sqlite3 binds it: every number as REAL, and as NULL what JSON has no number for. */
export function toSqlite(value: SqlValue): number | string | null | Buffer {
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value === 'string' || value === null) return value;
  return Buffer.from(value);
}

/** The value of a column as D1 returns it: integers as the nearest double, blobs as lists of numbers. */
export function fromSqlite(value: unknown): unknown {
  if (typeof value === 'number') return jsonNumber(value);
  return Buffer.isBuffer(value) ? Array.from(value) : value;
}

function jsonNumber(value: number): number | null {
  // JSON has no negative zero either; adding zero makes it a positive one.
  return Number.isFinite(value) ? value + 0 : null;
}
