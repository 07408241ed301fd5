// Converts the values of `bind()` to plain data as D1 does (workerd's src/cloudflare/internal/d1-api.ts).

/** A bound value as D1 sends it; a blob is a list of bytes. */
export type SqlValue = number | string | null | readonly number[];

/** The value as D1 binds it, or undefined if D1 has no type for it. */
export function toSqlValue(value: unknown): SqlValue | undefined {
  if (typeof value === 'number' || typeof value === 'string' || value === null) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value));
  // A DataView has no indexed elements, so D1 binds it as an empty blob.
  if (ArrayBuffer.isView(value)) return numbersIn(Array.from(value as unknown as ArrayLike<unknown>));
  return Array.isArray(value) && Array.from(value).every(isByte) ? value : undefined;
}

function isByte(element: unknown): boolean {
  return typeof element === 'number' && element >= 0 && element < 256;
}

function numbersIn(elements: readonly unknown[]): readonly number[] | undefined {
  const numbers = elements.filter((element) => typeof element === 'number' && !Number.isNaN(element));
  return numbers.length === elements.length ? (numbers as readonly number[]) : undefined;
}
