// Which tables and columns a run drops or empties, as its statements show. Pure.
import { isSameName, type Lexeme, nameKey, statementOf } from '@roostjs/internal-sql';
import { type SelectSource, sourcesOf } from '../lint/sql/select-sources.ts';
import { type ParsedStatement, parseStatement } from '../lint/sql/statement-kind.ts';

export type DestroyedData = { readonly table: string; readonly column: string | null };

/**
 * `statements`: those of one migration. A table is left out if all of its rows are copied elsewhere before, and a
 * table of its name is filled from another one afterwards, as in a rebuild. A table that is only recreated is empty,
 * and so destroyed.
 */
export function destroyedBy(statements: readonly string[]): readonly DestroyedData[] {
  const parsed = parseAll(statements);
  return parsed.flatMap((statement, index) => {
    const destroyed = destroyedByStatement(statement);
    return destroyed === undefined || isRebuilt(destroyed, parsed, index) ? [] : [destroyed];
  });
}

/** A table whose rows are copied elsewhere and back. `copied`: the columns that were copied away, in lower case. */
export type Rebuilt = { readonly table: string; readonly copied: 'all' | ReadonlySet<string> };

export function rebuiltBy(statements: readonly string[]): readonly Rebuilt[] {
  const parsed = parseAll(statements);
  return parsed.flatMap((statement, index) => {
    const destroyed = destroyedByStatement(statement);
    if (destroyed === undefined || !isRebuilt(destroyed, parsed, index)) return [];
    const { table } = destroyed;
    const items = parsed
      .slice(0, index)
      .flatMap((earlier) => sourcesFrom(earlier, table))
      .flatMap((one) => one.items);
    return [{ table, copied: items.includes('all') ? 'all' : new Set(items.flat()) }];
  });
}

function parseAll(statements: readonly string[]): readonly ParsedStatement[] {
  return statements.map((sql) => parseStatement(statementOf(sql)));
}

function isRebuilt(
  { table, column }: DestroyedData,
  parsed: readonly ParsedStatement[],
  index: number,
): boolean {
  const isCopied = parsed
    .slice(0, index)
    .some((earlier) => sourcesFrom(earlier, table).some((one) => one.readsAllRows));
  const isRestored = parsed.some((later, at) => at > index && restores(later, table, parsed.slice(0, at)));
  return column === null && isCopied && isRestored;
}

function destroyedByStatement(statement: ParsedStatement): DestroyedData | undefined {
  if (statement.kind === 'drop' && statement.object === 'table')
    return { table: statement.name, column: null };
  if (statement.kind === 'drop-column') return { table: statement.table, column: statement.column };
  if (statement.kind === 'delete' && statement.isAll) return { table: statement.table, column: null };
  return undefined;
}

function sourcesFrom(statement: ParsedStatement, table: string): readonly SelectSource[] {
  if (statement.kind !== 'create' && statement.kind !== 'insert') return [];
  return sourcesOf(statement.source).filter((one) => one.table === nameKey(table));
}

function restores(statement: ParsedStatement, table: string, before: readonly ParsedStatement[]): boolean {
  if (statement.kind !== 'rename-table') return fills(statement, table);
  return isSameName(statement.to, table) && before.some((earlier) => fills(earlier, statement.table));
}

/** Whether the statement copies rows of another table into this one. */
function fills(statement: ParsedStatement, table: string): boolean {
  if (statement.kind === 'create')
    return isSameName(statement.creation.name, table) && selects(statement.source);
  return statement.kind === 'insert' && isSameName(statement.table, table) && selects(statement.source);
}

function selects(source: readonly Lexeme[]): boolean {
  return source.some(({ word }) => word === 'from');
}
