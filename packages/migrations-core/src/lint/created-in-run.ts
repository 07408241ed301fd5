// Whether a table is a run's own: created and filled by it, so that nothing of it was there before. Pure.
import { identifiersIn, isSameName, nameKey, statementOf } from '@roostjs/internal-sql';
import type { ObjectsByName } from '../database/schema-index.ts';
import { type ParsedStatement, parseStatement } from './sql/statement-kind.ts';

/**
 * `before`: the schema before the run. `statements`: those of the run so far, in order. Only what is certain is true: rows
 * that come from another table may be the only copy of what that one had.
 */
export function isCreatedInRun(
  table: string,
  statements: readonly string[],
  before: Pick<ObjectsByName, 'has' | 'naming'>,
): boolean {
  // A trigger can name a table that does not exist yet.
  if (before.has(table) || before.naming(table).length > 0) return false;
  let isCreated = false;
  const others = new Set<string>();
  for (const text of statements) {
    const parsed = parseStatement(statementOf(text));
    const created = createdTable(parsed);
    const names = identifiersIn(text);
    if (created !== undefined && isSameName(created, table)) {
      if (readsRows(parsed)) return false;
      isCreated = true;
    } else if (names.has(nameKey(table)) && !isHarmless(parsed, table)) {
      if ([...names].some((name) => others.has(name) || before.has(name)) || movesRows(parsed)) return false;
    }
    if (created !== undefined) others.add(nameKey(created));
    if (parsed.kind === 'rename-table') others.add(nameKey(parsed.to));
    others.delete(nameKey(table));
  }
  return isCreated;
}

function createdTable(parsed: ParsedStatement): string | undefined {
  return parsed.kind === 'create' && parsed.creation.kind === 'table' ? parsed.creation.name : undefined;
}

function readsRows(parsed: ParsedStatement): boolean {
  const source = parsed.kind === 'create' || parsed.kind === 'insert' ? parsed.source : [];
  return source.some(({ word }) => word === 'select');
}

/** An index, or a table with a foreign key, changes no rows of the table that it names. */
function isHarmless(parsed: ParsedStatement, table: string): boolean {
  if (parsed.kind !== 'create') return false;
  const { kind, name } = parsed.creation;
  return kind === 'index' || kind === 'view' || (kind === 'table' && !isSameName(name, table));
}

/** Rows of a table that has another name, or none of its own, may arrive. */
function movesRows(parsed: ParsedStatement): boolean {
  return parsed.kind === 'create' || parsed.kind === 'rename-table' || readsRows(parsed);
}
