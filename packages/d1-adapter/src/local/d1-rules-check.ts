// Whether D1 would come upon one of its rules before SQLite upon a complaint of its own: SQLite is asked.

import { type SqlValue, statementOf } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { type RefusedCall, refusedCalls } from '../d1/rules/functions.ts';
import { lengthViolation } from '../d1/rules/length-limit.ts';
import { isPatternTooLong, patternParameters, patternTooLong } from '../d1/rules/pattern-limit.ts';
import { findViolation } from '../d1/rules/rules.ts';
import { maxColumns, tooManyColumnsInResult } from '../d1/rules/select-limits.ts';
import { isTooBig, valueTooBig } from '../d1/rules/size-limit.ts';
import { transactions } from '../d1/rules/transactions.ts';
import { incompleteInput, noError } from '../d1/rules/violation.ts';
import { columnLimitRefusal } from './column-limit.ts';
import type { Dialect } from './dialect.ts';
import { compileErrorAsD1 } from './double-quoted-strings.ts';
import { memoize } from './memoize.ts';
import { programLimitRefusal } from './program-limit.ts';

const knownViolation = memoize(findViolation);
const knownPatternParameters = memoize(patternParameters);

const unknownFunction = 'roost_unknown_function_';

/** Finds out ahead what the rules have to say of a text. */
export function preloadRules(statement: string, dialect: Dialect): void {
  if (dialect === 'd1') knownViolation(statement);
}

/** Why a query is refused before it is cut into statements. */
export function queryRefusal(query: string, dialect: Dialect): string | undefined {
  return dialect === 'd1' ? lengthViolation(query)?.text : undefined;
}

/** Why a statement is refused before it is compiled. */
export function statementRefusal(
  sqlite: SqliteDatabase.Database,
  statement: string,
  dialect: Dialect,
): string | undefined {
  if (dialect === 'sqlite') return transactions(statementOf(statement))?.text;
  return refusalBySqlite(sqlite, statement);
}

/** Why a statement is refused that SQLite has compiled. */
export function compiledRefusal(
  sqlite: SqliteDatabase.Database,
  statement: string,
  compiled: SqliteDatabase.Statement,
  dialect: Dialect,
): string | undefined {
  if (dialect === 'sqlite') return undefined;
  if (isTooWide(compiled)) return tooManyColumnsInResult;
  return columnLimitRefusal(sqlite, statement) ?? programLimitRefusal(sqlite, compiled.source);
}

/**
 * Whether the rules allow the compiled statement by any schema that SQLite can compile it by. Not asked for texts that are long
 * enough for their program to be too long.
 */
export function isAllowedByAnySchema(
  text: string,
  compiled: SqliteDatabase.Statement,
  dialect: Dialect,
): boolean {
  // What stands in double quotes may be a column of another schema, and a text in this one.
  if (compiled.source !== text || (compiled.reader && hasColumnStar(text))) return false;
  return dialect === 'sqlite' || knownViolation(text) === undefined;
}

/** Whether a `*` in it may be another than that of `count(*)`: of how many columns, and which, the schema says. */
function hasColumnStar(text: string): boolean {
  return text.replaceAll(/\(\s*\*\s*\)/g, '').includes('*');
}

/** Why a statement is refused for the values that it is to run with. */
export function valuesRefusal(
  text: string,
  values: readonly SqlValue[],
  dialect: Dialect,
): string | undefined {
  if (dialect === 'sqlite') return undefined;
  if (values.some(isTooBig)) return valueTooBig;
  const patterns = knownPatternParameters(text);
  return patterns.some((index) => isPatternTooLong(values[index])) ? patternTooLong : undefined;
}

/** Why a statement is refused for the rows that it gave. */
export function rowsRefusal(rows: readonly (readonly unknown[])[], dialect: Dialect): string | undefined {
  return dialect === 'd1' && rows.some((row) => row.some(isTooBig)) ? valueTooBig : undefined;
}

/** Only SQLite can tell of how many columns a `*` stands for. */
function isTooWide(compiled: SqliteDatabase.Statement): boolean {
  return compiled.reader && compiled.columns().length > maxColumns;
}

/** D1's words for refusing the statement, or undefined where compiling it says all there is to say. */
function refusalBySqlite(sqlite: SqliteDatabase.Database, statement: string): string | undefined {
  const violation = knownViolation(statement);
  if (violation === undefined) return undefined;
  // A PRAGMA is not compiled to ask: that may already run it.
  if (violation.sqliteErrorFirst === noError) return violation.text;
  if (violation.expressionEnd !== undefined) {
    return endsExpression(sqlite, statement, violation.expressionEnd) ? violation.text : undefined;
  }
  if (violation.rule === 'function') return refusedCall(sqlite, statement);
  // SQLite says nothing of what is there already where it is told IF NOT EXISTS.
  const complaint = compileErrorAsD1(sqlite, statement.replace(/\bif\s+not\s+exists\b/i, ''));
  return complaint !== undefined && violation.sqliteErrorFirst.test(complaint) ? undefined : violation.text;
}

/** Whether SQLite has read an expression up to the place and has had nothing to say before it. */
function endsExpression(sqlite: SqliteDatabase.Database, statement: string, end: number): boolean {
  return compileErrorAsD1(sqlite, `${statement.slice(0, end)} +`) === incompleteInput;
}

/** SQLite comes upon a function that it does not have where D1 comes upon one that it refuses. */
function refusedCall(sqlite: SqliteDatabase.Database, statement: string): string | undefined {
  const calls = refusedCalls(statementOf(statement));
  const complaint = compileErrorAsD1(sqlite, withUnknownFunctions(statement, calls));
  const index = complaint?.split(unknownFunction)[1];
  const call = index === undefined ? undefined : calls[Number.parseInt(index, 10)];
  if (call === undefined) return undefined;
  const miscounted = `wrong number of arguments to function ${call.name}()`;
  return call.unauthorized && compileErrorAsD1(sqlite, statement) === miscounted ? undefined : call.text;
}

/** The statement with a number in place of each function's name, and nothing in place of what D1 does not look at. */
function withUnknownFunctions(statement: string, calls: readonly RefusedCall[]): string {
  let variant = '';
  let end = 0;
  for (const [index, call] of calls.entries()) {
    if (call.start < end) continue;
    variant += `${statement.slice(end, call.start)}"${unknownFunction}${index}"${call.unauthorized ? '()' : ''}`;
    end = call.unauthorized ? call.end : call.nameEnd;
  }
  return variant + statement.slice(end);
}
