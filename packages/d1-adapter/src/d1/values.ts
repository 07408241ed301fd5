// Values on their way into D1, by its rules (`bind` in workerd's src/cloudflare/internal/d1-api.ts).

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

function isByte(element: unknown): boolean {
  return typeof element === 'number' && element >= 0 && element < 256;
}

function numbersOf(view: ArrayBufferView, elements: readonly unknown[]): readonly number[] {
  const numbers = elements.filter((element) => typeof element === 'number' && !Number.isNaN(element));
  if (numbers.length !== elements.length) throw typeError(view);
  return numbers as readonly number[];
}

function typeError(value: unknown): Error {
  const text = `Type '${typeof value}' not supported for value '${String(value)}'`;
  return d1Error('D1_TYPE_ERROR', new SqlFailure(text));
}
