// Results of writes that have not run yet. Reading what cannot be known throws; nothing is invented.
import type { SqlResult } from '../database.ts';
import { resultUnknown } from '../errors.ts';

/** Adds a field that throws RECORDING.RESULT_UNKNOWN when it is read. */
export function unknownField<T extends object, K extends string>(
  known: T,
  field: K,
  statement: string,
): T & Record<K, never> {
  return Object.defineProperty(known, field, {
    enumerable: true,
    get: () => {
      throw resultUnknown(field, statement);
    },
  }) as T & Record<K, never>;
}

/** `success` is the literal `true` in D1's own type: it says that nothing was thrown, not what the write did. */
export function unknownResult(statement: string): SqlResult {
  const success = { success: true } as const;
  return unknownField(unknownField(success, 'meta', statement), 'results', statement);
}
