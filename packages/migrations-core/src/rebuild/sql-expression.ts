// A value of JavaScript where SQL is expected.

/** SQL as text, or a value: a number, `true` and `false` as 1 and 0, as D1 binds them, or NULL. */
export type SqlExpression = string | number | bigint | boolean | null;

const largestInteger = 2n ** 63n - 1n;

/** Not for numbers that SQLite would store as something else: an infinity, or an integer of more than 64 bits. */
export function isSqlExpression(value: unknown): value is SqlExpression {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'bigint') return value <= largestInteger && value >= -largestInteger - 1n;
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

export function sqlText(value: SqlExpression): string {
  if (value === null) return 'NULL';
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}
