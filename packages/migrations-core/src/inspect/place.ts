// Where the values are that a migration would lose, as SQL.
import { quotedName } from '@roostjs/internal-sql';
import type { LostValues } from '../lint/finding.ts';

/** `name`: as a person says it. `from`: the table with a condition. `isExact`: whether only these rows lose something. */
export type Place = { readonly name: string; readonly from: string; readonly isExact: boolean };

/**
 * `isWholeTable`: whether only a table without rows is certainly without these values. `refusesLoss`: whether the
 * values that a conversion changes have to be known exactly, which SQL cannot tell.
 */
export function placeOf(
  { table, columns, isByType }: LostValues,
  isWholeTable: boolean,
  refusesLoss: boolean,
): Place {
  const isOfRows = columns === null || columns.length === 0;
  if (isOfRows || isWholeTable || (isByType && refusesLoss))
    return { name: table, from: quotedName(table), isExact: isOfRows };
  const conditions = columns
    .map(quotedName)
    .map((name) => (isByType ? changes(name) : `${name} IS NOT NULL`));
  return {
    name: columns.map((column) => `${table}.${column}`).join(', '),
    from: `${quotedName(table)} WHERE ${conditions.join(' OR ')}`,
    isExact: true,
  };
}

/**
 * Matches a text that is a number in another form, and an integer that a REAL cannot represent
 * (sqlite.org/datatype3.html).
 */
function changes(name: string): string {
  return (
    `(typeof(${name}) = 'text' AND ${name} GLOB '*[0-9]*' AND trim(${name}) NOT GLOB '*[^0-9.eE+-]*' AND CAST(CAST(${name} AS NUMERIC) AS TEXT) <> ${name}) ` +
    `OR (typeof(${name}) = 'integer' AND CAST(CAST(${name} AS REAL) AS INTEGER) <> ${name})`
  );
}
