// Whether statements may bring rows or values into a table that is empty before them. Pure.
import { identifiersIn, isSameName, nameKey, statementOf, targetAt } from '@roostjs/internal-sql';
import type { ObjectsByName } from '../database/schema-index.ts';
import { parseStatement } from '../lint/sql/statement-kind.ts';

/** `before`: the schema before the statements, whose triggers they may fire. */
export function mayFill(
  table: string,
  statements: readonly string[],
  before: Pick<ObjectsByName, 'naming'>,
): boolean {
  return withTriggers(table, statements, before).some((sql) => fills(sql, table));
}

/** As `mayFill`, for a table that has rows, but not in some of its columns. */
export function mayChange(
  table: string,
  statements: readonly string[],
  before: Pick<ObjectsByName, 'naming'>,
): boolean {
  return withTriggers(table, statements, before).some((sql) => identifiersIn(sql).has(nameKey(table)));
}

function withTriggers(
  table: string,
  statements: readonly string[],
  before: Pick<ObjectsByName, 'naming'>,
): readonly string[] {
  if (statements.length === 0) return [];
  const triggers = before.naming(table).filter(({ type }) => type === 'trigger');
  return [...statements, ...triggers.map(({ sql }) => sql ?? '')];
}

/** An INSERT, also in a trigger, a CREATE TABLE … AS and a rename to the name bring rows. */
function fills(sql: string, table: string): boolean {
  const statement = statementOf(sql);
  const { lexemes } = statement;
  const form = parseStatement(statement);
  const isTable = (name: string | undefined): boolean => name !== undefined && isSameName(name, table);
  if (form.kind === 'rename-table') return isTable(form.to);
  if (form.kind === 'create' && form.source.length > 0 && isTable(form.creation.name)) return true;
  return lexemes.some(({ word }, at) => word === 'into' && isTable(targetAt(lexemes, at + 1)?.name));
}
