// Finds the parameters of a statement, and which value each of them takes. It does not check values.

import { tokens } from './tokens.ts';

/** One entry for each parameter, in the order of their numbers: its name, or undefined if it has none. */
export type Parameters = readonly (string | undefined)[];

/** The position of a parameter, `sql.slice(start, end)`, and the index of its value, from 0. */
export type ParameterUse = { readonly start: number; readonly end: number; readonly index: number };

/** The parameters of a valid statement, numbered as in SQLite (sqlite3ExprAssignVarNumber). */
export function parametersOf(statement: string): Parameters {
  return scan(statement).names;
}

/** Every use of a parameter, in the order of the text. */
export function parameterUses(statement: string): readonly ParameterUse[] {
  return scan(statement).uses;
}

// https://sqlite.org/limits.html#max_variable_number
const maxParameters = 32_766;

function scan(statement: string): { readonly names: Parameters; readonly uses: readonly ParameterUse[] } {
  const names: (string | undefined)[] = [];
  const uses: ParameterUse[] = [];
  if (!/[?:@#$]/.test(statement)) return { names, uses };
  for (const { kind, start, end } of tokens(statement)) {
    if (kind === 'parameter') uses.push({ start, end, index: number(names, statement.slice(start, end)) });
  }
  return { names, uses };
}

function number(names: (string | undefined)[], parameter: string): number {
  if (parameter === '?') return names.push(undefined) - 1;
  if (parameter.startsWith('?')) {
    const position = Number(parameter.slice(1));
    // SQLite rejects such a number, and a list that long could exceed the memory.
    if (position > maxParameters) return names.push(undefined) - 1;
    while (names.length < position) names.push(undefined);
    names[position - 1] ??= parameter;
    return position - 1;
  }
  const known = names.indexOf(parameter);
  return known === -1 ? names.push(parameter) - 1 : known;
}
