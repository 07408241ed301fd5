// Results of writes that have not run yet. What is not known is refused or absent; no value is invented.
import { firstLine, returnsNoRows } from '@roostjs/internal-sql';
import type { SqlMeta, SqlResult } from '../database/d1.ts';
import { resultUnknown } from './errors.ts';
import type { Method } from './statement-handler.ts';

/** Throws a refusal, and may keep it for the outcome. */
export type Refuse = (refusal: Error) => never;

/** Adds a field whose reading is refused with RECORDING.RESULT_UNKNOWN. */
export function unknownField<T extends object, K extends string>(
  known: T,
  field: K,
  statement: string,
  refuse: Refuse,
): T & Record<K, never> {
  return lazyField(known, field, () => refuse(resultUnknown(field, statement)));
}

/**
 * `success` is the literal `true` in D1's own type: it means that nothing was thrown, and says nothing about the
 * write. `results` is empty if the statement returns no rows, and refused otherwise.
 */
export function writeResult(sql: string, method: Method, refuse: Refuse): SqlResult {
  const statement = firstLine(sql);
  const withRows = lazyField({ success: true } as const, 'results', () =>
    returnsNoRows(sql) ? [] : refuse(resultUnknown('results', statement)),
  );
  if (method !== 'all') return unknownField(withRows, 'meta', statement, refuse);
  // Query builders call all() for every statement, and copy the counts before anybody asks for them.
  return Object.assign(withRows, { meta: {} as SqlMeta });
}

function lazyField<T extends object, K extends string, V>(
  known: T,
  field: K,
  get: () => V,
): T & Record<K, V> {
  return Object.defineProperty(known, field, { enumerable: true, get }) as T & Record<K, V>;
}
