// Judges the shape of parsed JSON for the endpoints that are strict about it.

import { malformedRequest } from './errors.ts';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws where the object has a key that is not among those. */
export function refuseOtherKeys(object: Readonly<Record<string, unknown>>, keys: readonly string[]): void {
  const others = Object.keys(object).filter((key) => !keys.includes(key));
  if (others.length > 0) throw malformedRequest(`Unrecognized key(s) in object: '${others.join("', '")}'`);
}
