// How values given by position reach better-sqlite3, which has them by position only where a parameter has no name.

import type { Parameters } from '@roostjs/internal-sql';

/** The values, one for each parameter, as the arguments that better-sqlite3 wants: unnamed ones first, then named. */
export function bindings<T>(parameters: Parameters, values: readonly T[]): readonly unknown[] {
  if (parameters.every((name) => name === undefined)) return values;
  const unnamed = values.filter((_, index) => parameters[index] === undefined);
  const named = new Map<string, T[]>();
  for (const [index, value] of values.entries()) {
    const key = parameters[index]?.slice(1);
    if (key !== undefined) named.set(key, [...(named.get(key) ?? []), value]);
  }
  return [unnamed, keyed(named)];
}

/** better-sqlite3 drops the first character of a name, and reads `:a` and `@a` from one key, in order of number. */
function keyed<T>(named: ReadonlyMap<string, readonly T[]>): object {
  const source = Object.create(null) as object;
  for (const [key, values] of named) {
    const remaining = values.values();
    Object.defineProperty(source, key, { get: () => remaining.next().value });
  }
  return source;
}
