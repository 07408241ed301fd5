// Which parameters a statement has and how values given by position reach them. It checks no value.

import { tokens } from '@roostjs/internal-sql';

/** One entry for each parameter, in the order of their numbers: its name, or undefined where it has none. */
export type Parameters = readonly (string | undefined)[];

/** The parameters of a statement that SQLite has accepted, numbered as SQLite does (sqlite3ExprAssignVarNumber). */
export function parametersOf(statement: string): Parameters {
  if (!/[?:@#$]/.test(statement)) return [];
  const names: (string | undefined)[] = [];
  for (const { kind, start, end } of tokens(statement)) {
    if (kind === 'parameter') number(names, statement.slice(start, end));
  }
  return names;
}

function number(names: (string | undefined)[], parameter: string): void {
  if (parameter === '?') {
    names.push(undefined);
  } else if (parameter.startsWith('?')) {
    const position = Number(parameter.slice(1));
    while (names.length < position) names.push(undefined);
    names[position - 1] ??= parameter;
  } else if (!names.includes(parameter)) {
    names.push(parameter);
  }
}

/** The values, one for each parameter, as the arguments that better-sqlite3 wants: unnamed ones first, then named. */
export function bindings<T>(parameters: Parameters, values: readonly T[]): readonly unknown[] {
  const unnamed = values.filter((_, index) => parameters[index] === undefined);
  const named = new Map<string, T[]>();
  for (const [index, value] of values.entries()) {
    const key = parameters[index]?.slice(1);
    if (key !== undefined) named.set(key, [...(named.get(key) ?? []), value]);
  }
  return named.size === 0 ? [unnamed] : [unnamed, keyed(named)];
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
