// Values on their way into and out of SQLite, by D1's rules (`bind` in workerd's src/cloudflare/internal/d1-api.ts,
// and the JSON that lies between a Worker and its database). Column types and affinity are SQLite's affair.

import { d1Error, SqlFailure } from './errors.ts';

/** A bound value as D1 sends it; the bytes of a blob as a list of numbers. */
export type D1Value = number | string | null | readonly number[];

/** What D1 makes of a value given to `bind()`; throws D1_TYPE_ERROR for those it has no type for. */
export function toD1Value(value: unknown): D1Value {
  if (typeof value === 'number' || typeof value === 'string' || value === null) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value));
  // A DataView has no elements of its own, so that D1 makes an empty blob of it.
  if (ArrayBuffer.isView(value)) return numbersOf(value, Array.from(value as unknown as ArrayLike<unknown>));
  if (Array.isArray(value) && Array.from(value).every(isByte)) return value;
  throw typeError(value);
}

/** The value as better-sqlite3 binds it: every number as REAL, and as NULL what JSON has no number for. */
export function toSqlite(value: D1Value): number | string | null | Buffer {
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value === 'string' || value === null) return value;
  return Buffer.from(value);
}

/** The value of a column as D1 returns it: integers as the nearest double, blobs as lists of numbers. */
export function fromSqlite(value: unknown): unknown {
  if (typeof value === 'number') return jsonNumber(value);
  return Buffer.isBuffer(value) ? Array.from(value) : value;
}

function isByte(element: unknown): boolean {
  return typeof element === 'number' && element >= 0 && element < 256;
}

function numbersOf(view: ArrayBufferView, elements: readonly unknown[]): readonly number[] {
  const numbers = elements.filter((element) => typeof element === 'number' && !Number.isNaN(element));
  if (numbers.length !== elements.length) throw typeError(view);
  return numbers as readonly number[];
}

function jsonNumber(value: number): number | null {
  // JSON has no negative zero either; adding zero makes it a positive one.
  return Number.isFinite(value) ? value + 0 : null;
}

function typeError(value: unknown): Error {
  const text = `Type '${typeof value}' not supported for value '${String(value)}'`;
  return d1Error('D1_TYPE_ERROR', new SqlFailure(text));
}
