// Results of writes that have not run yet. Reading what cannot be known throws; nothing is invented.
import type { SqlResult } from '../database/d1.ts';
import { resultUnknown } from './errors.ts';

/** What is done with a refusal: it is thrown, and may be kept for the end. */
export type Refuse = (refusal: Error) => never;

/** Adds a field that is refused with RECORDING.RESULT_UNKNOWN when it is read. */
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

/** `success` is the literal `true` in D1's own type: it says that nothing was thrown, not what the write did. */
export function unknownResult(statement: string, refuse: Refuse): SqlResult {
  const success = { success: true } as const;
  return unknownField(unknownField(success, 'meta', statement, refuse), 'results', statement, refuse);
}
