// Whether a statement would change a ledger, which no migration may do: decided by its tokens. A statement may read a
// ledger, or contain its name as a string or a column. Pure.
import {
  creationOf,
  isSameName,
  type Lexeme,
  type Statement,
  splitStatements,
  statementOf,
  targetAt,
  wordsAt,
} from '@roostjs/internal-sql';
import type { LedgerSettings } from './ledger-settings.ts';
import { ledgerTables } from './schema-query.ts';

export type TouchingStatement = {
  /** Its number among all statements that the migration passed to its database, from 1. */
  readonly number: number;
  readonly sql: string;
  readonly ledger: string;
};

/** The first statement that would change one of the two ledgers; undefined if none would. */
export function touchingLedger(
  settings: LedgerSettings,
  statements: readonly { readonly number: number; readonly sql: string }[],
): TouchingStatement | undefined {
  for (const { number, sql } of statements) {
    const ledger = ledgerChangedBy(settings, sql);
    if (ledger !== undefined) return { number, sql, ledger };
  }
  return undefined;
}

function ledgerChangedBy(settings: LedgerSettings, text: string): string | undefined {
  const names = splitStatements(text).flatMap((sql) => changedNames(statementOf(sql)));
  return ledgerTables(settings).find((table) => names.some((name) => isSameName(name, table)));
}

/** The tables that a statement, or a trigger that it creates, changes; may include words that name no table. */
function changedNames(statement: Statement): readonly string[] {
  if (statement.explained) return [];
  const { lexemes } = statement;
  const places = [...objectPlaces(statement), ...lexemes.flatMap((_, at) => rowPlaces(lexemes, at))];
  return places.flatMap((place) => targetAt(lexemes, place)?.name ?? []);
}

/** The index of the name of the table whose rows the clause at `at` changes. */
function rowPlaces(lexemes: readonly Lexeme[], at: number): readonly number[] {
  switch (lexemes[at]?.word) {
    case 'into':
      return [at + 1];
    case 'delete':
      return lexemes[at + 1]?.word === 'from' ? [at + 2] : [];
    case 'update':
      return [lexemes[at + 1]?.word === 'or' ? at + 3 : at + 1];
    default:
      return [];
  }
}

/** The indexes of the names of what a statement creates, drops or alters; for an index or a trigger, of its table. */
function objectPlaces(statement: Statement): readonly number[] {
  const { verb, lexemes } = statement;
  if (verb === 'drop') return [2 + wordsAt(lexemes, 2, ['if', 'exists'])];
  if (verb === 'alter') {
    const next = targetAt(lexemes, 2)?.next ?? 2;
    return [2, next + wordsAt(lexemes, next, ['rename', 'to'])];
  }
  const creation = creationOf(statement);
  if (creation === undefined) return [];
  if (creation.kind !== 'index' && creation.kind !== 'trigger') return [creation.next - 1];
  return [lexemes.findIndex(({ word }, at) => at >= creation.next && word === 'on') + 1];
}
