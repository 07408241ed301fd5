// Which parameters a statement has, and which value each of them takes. It checks no value.

import { tokens } from './tokens.ts';

/** One entry for each parameter, in the order of their numbers: its name, or undefined where it has none. */
export type Parameters = readonly (string | undefined)[];

/** Where a parameter stands, `sql.slice(start, end)`, and the place of its value in the list of values, from 0. */
export type ParameterUse = { readonly start: number; readonly end: number; readonly index: number };

/** The parameters of a statement that SQLite has accepted, numbered as SQLite does (sqlite3ExprAssignVarNumber). */
export function parametersOf(statement: string): Parameters {
  return scan(statement).names;
}

/** Every place where a parameter stands, in the order of the text. */
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
    // SQLite refuses such a number; a list that long cannot be had.
    if (position > maxParameters) return names.push(undefined) - 1;
    while (names.length < position) names.push(undefined);
    names[position - 1] ??= parameter;
    return position - 1;
  }
  const known = names.indexOf(parameter);
  return known === -1 ? names.push(parameter) - 1 : known;
}
