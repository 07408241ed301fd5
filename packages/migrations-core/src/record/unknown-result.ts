// Results of writes that have not run yet. Reading a field that is not known yet throws; no value is invented.
import type { SqlResult } from '../database/d1.ts';
import { resultUnknown } from './errors.ts';

/** Throws a refusal, and may keep it for the outcome. */
export type Refuse = (refusal: Error) => never;

/** Adds a field whose reading is refused with RECORDING.RESULT_UNKNOWN. */
export function unknownField<T extends object, K extends string>(
  known: T,
  field: K,
  statement: string,
  refuse: Refuse,
): T & Record<K, never> {
  return Object.defineProperty(known, field, {
    enumerable: true,
    get: () => refuse(resultUnknown(field, statement)),
  }) as T & Record<K, never>;
}

/**
 * `success` is the literal `true` in D1's own type: it means that nothing was thrown, and says nothing about the
 * write.
 */
export function unknownResult(statement: string, refuse: Refuse): SqlResult {
  const success = { success: true } as const;
  return unknownField(unknownField(success, 'meta', statement, refuse), 'results', statement, refuse);
}
