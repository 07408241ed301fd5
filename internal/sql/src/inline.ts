// Writes values into the text of a statement, as literals with the same value as if they were bound.

import { numberLiteral } from './number.ts';
import { type ParameterUse, parametersOf, parameterUses } from './parameters.ts';
import type { SqlValue } from './values.ts';
import { wellFormed } from './well-formed.ts';

/** The literal of a bound value. D1 binds every number as REAL, and a number that JSON cannot represent as NULL. */
export function literalOf(value: SqlValue): string {
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return textLiteral(value);
  return value === null ? 'NULL' : `x'${value.map(hexOf).join('')}'`;
}

/** A text in hexadecimal, so that nothing interprets its characters. The concatenation removes the affinity of CAST. */
export function hiddenText(text: string): string {
  return `(CAST(x'${utf8Hex(text)}' AS TEXT)||'')`;
}

/** Whether a file cannot contain the text as it is: wrangler removes BEGIN TRANSACTION; line ends and NUL get lost. */
export function mustBeHidden(text: string): boolean {
  return text.includes('\0') || text.includes('\r') || /begin transaction/i.test(text);
}

/** The statement with its parameters replaced by the literals of their values. It needs a value for each parameter. */
export function inlineValues(sql: string, values: readonly SqlValue[]): string {
  const count = parametersOf(sql).length;
  if (values.length !== count) throw new Error(`${values.length} values for ${count} parameters: ${sql}`);
  let inlined = '';
  let end = 0;
  for (const use of parameterUses(sql)) {
    inlined += sql.slice(end, use.start) + separated(sql, use, literalOf(values[use.index] ?? null));
    end = use.end;
  }
  return inlined + sql.slice(end);
}

function textLiteral(text: string): string {
  return mustBeHidden(text) ? hiddenText(text) : `'${wellFormed(text).replaceAll("'", "''")}'`;
}

// Without a space, a literal could merge with the text next to it: `SELECT?`, `x?`, `-?`.
function separated(sql: string, { start, end }: ParameterUse, literal: string): string {
  const isBoundary = (character: string) => /^[\s(),;]?$/.test(character);
  const before = isBoundary(sql.charAt(start - 1)) ? '' : ' ';
  return before + literal + (isBoundary(sql.charAt(end)) ? '' : ' ');
}

function utf8Hex(text: string): string {
  const encoded = encodeURIComponent(wellFormed(text));
  return encoded.replace(/%(..)|[^%]/g, (character, hex: string | undefined) =>
    hex === undefined ? hexOf(character.charCodeAt(0)) : hex.toLowerCase(),
  );
}

function hexOf(byte: number): string {
  return (byte & 0xff).toString(16).padStart(2, '0');
}
