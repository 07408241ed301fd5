// Converts the values of `bind()` as D1 does (`bind` in workerd's src/cloudflare/internal/d1-api.ts).

import { type SqlValue, toSqlValue } from '@roostjs/internal-sql';
import { d1Error, SqlFailure } from './errors.ts';

/** The value as D1 binds it. Throws D1_TYPE_ERROR for a value that D1 has no type for. */
export function toD1Value(value: unknown): SqlValue {
  const converted = toSqlValue(value);
  if (converted !== undefined) return converted;
  const text = `Type '${typeof value}' not supported for value '${String(value)}'`;
  throw d1Error('D1_TYPE_ERROR', new SqlFailure(text));
}
