// Compares definitions of a schema that may differ in the quotes of a string: D1 stores "on" as written until ALTER
// TABLE rewrites it as 'on', and a driver may have to write 'on' from the start.

import { type ComparablePart, comparableParts } from './comparable.ts';
import { creationOf } from './creation.ts';
import { unquoted } from './identifiers.ts';
import { nameKey } from './names.ts';
import { type Statement, statementOf, targetAt } from './statement.ts';

/**
 * Whether they differ only in spaces, comments, the case of words, and the quotes around names and strings. `schema`
 * has the definitions of their schema: a column in double quotes is not a string.
 */
export function isSameDefinition(one: string, other: string, schema: readonly string[]): boolean {
  const [parts, others] = [comparableParts(one), comparableParts(other)];
  if (parts.length !== others.length) return false;
  let columns: ReadonlySet<string> | undefined;
  return parts.every((part, index) => {
    const counterpart = others[index] as ComparablePart;
    if (part.form === counterpart.form) return true;
    const text = textInBothQuotes(part.written, counterpart.written);
    if (text === undefined) return false;
    columns ??= columnsKnownTo(one, schema);
    return !columns.has(nameKey(text));
  });
}

function textInBothQuotes(one: string, other: string): string | undefined {
  const quotes = one.charAt(0) + other.charAt(0);
  if (quotes !== `"'` && quotes !== `'"`) return undefined;
  const text = unquoted(one);
  return text === unquoted(other) ? text : undefined;
}

/** For a table and its indexes, the columns of that table; for a view or a trigger, those of all tables. */
function columnsKnownTo(definition: string, schema: readonly string[]): ReadonlySet<string> {
  const read = statementOf(definition);
  const kind = creationOf(read)?.kind;
  if (kind === 'table') return new Set(columnsIn(read));
  const table = kind === 'index' ? tableOfIndex(read) : undefined;
  const tables = schema.map(statementOf).filter((statement) => {
    const creation = creationOf(statement);
    return creation?.kind === 'table' && (table === undefined || nameKey(creation.name) === nameKey(table));
  });
  return new Set(tables.flatMap(columnsIn));
}

function tableOfIndex({ lexemes }: Statement): string | undefined {
  const on = lexemes.findIndex(({ word }) => word === 'on');
  return on === -1 ? undefined : targetAt(lexemes, on + 1)?.name;
}

/** The first name of each entry. For a constraint that is a keyword, which does no harm. */
function columnsIn({ lexemes }: Statement): readonly string[] {
  let depth = 0;
  const names: string[] = [];
  for (const [index, { word }] of lexemes.entries()) {
    if (word === ')') depth -= 1;
    if (word === '(') depth += 1;
    const begins = depth === 1 && (word === '(' || word === ',');
    const name = begins ? lexemes[index + 1]?.name : undefined;
    if (name !== undefined) names.push(nameKey(name));
  }
  return names;
}
