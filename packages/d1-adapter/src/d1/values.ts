// Values on their way into D1, by its rules (`bind` in workerd's src/cloudflare/internal/d1-api.ts).

import { type SqlValue, toSqlValue } from '@roostjs/internal-sql';
import { d1Error, SqlFailure } from './errors.ts';

/** What D1 makes of a value given to `bind()`; throws D1_TYPE_ERROR for those it has no type for. */
export function toD1Value(value: unknown): SqlValue {
  const converted = toSqlValue(value);
  if (converted !== undefined) return converted;
  const text = `Type '${typeof value}' not supported for value '${String(value)}'`;
  throw d1Error('D1_TYPE_ERROR', new SqlFailure(text));
}
