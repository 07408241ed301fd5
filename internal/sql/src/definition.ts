// Whether two definitions of a schema are the same where one has a text in double quotes and the other in single quotes:
// D1 keeps "on" as its author wrote it, until ALTER TABLE writes 'on', and a driver can have to write 'on' at once.

import { type ComparablePart, comparableParts } from './comparable.ts';
import { creationOf } from './creation.ts';
import { unquoted } from './identifiers.ts';
import { nameKey } from './names.ts';
import { type Statement, statementOf, targetAt } from './statement.ts';

/**
 * Whether they differ in nothing but spaces, comments, the case of words, the quotes around names and those around texts.
 * `schema` is the definitions of the schema that they are of: a column in double quotes is no text.
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

/** A table and its indexes know the columns of that table; what a view or a trigger speaks of is not told from here. */
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

/** What begins an entry of the list; of a constraint that is a keyword, which does no harm. */
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
