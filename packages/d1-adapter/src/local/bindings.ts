// Passes positional values to better-sqlite3, which accepts them by position only for parameters without a name.

import type { Parameters } from '@roostjs/internal-sql';

/** Turns the values, one for each parameter, into the arguments of better-sqlite3. */
export type Binder = (values: readonly unknown[]) => readonly unknown[];

/** better-sqlite3 takes the unnamed parameters first, then all named ones in one object. */
export function binderFor(parameters: Parameters): Binder {
  // better-sqlite3 ignores the first character of a name.
  const keys = parameters.map((name) => name?.slice(1));
  const named = keys.filter((key) => key !== undefined);
  if (named.length === 0) return (values) => values;
  const source = new Set(named).size === named.length ? valuesByName : valuesByNameInTurns;
  return (values) => [values.filter((_, index) => keys[index] === undefined), source(keys, values)];
}

type Keys = readonly (string | undefined)[];

function valuesByName(keys: Keys, values: readonly unknown[]): object {
  const source = Object.create(null) as Record<string, unknown>;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (key !== undefined) source[key] = values[index];
  }
  return source;
}

/** better-sqlite3 reads `:a` and `@a` from the same key, in the order of their numbers. */
function valuesByNameInTurns(keys: Keys, values: readonly unknown[]): object {
  const source = Object.create(null) as object;
  for (const key of new Set(keys)) {
    if (key === undefined) continue;
    const remaining = values.filter((_, index) => keys[index] === key).values();
    Object.defineProperty(source, key, { get: () => remaining.next().value });
  }
  return source;
}
