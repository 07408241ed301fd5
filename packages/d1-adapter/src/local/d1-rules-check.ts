// Checks statements against D1's rules, and asks SQLite whether it would find an error of its own first.

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

/** Checks the rules for a text in advance, so that the result is memoized when the text runs. */
export function preloadRules(statement: string, dialect: Dialect): void {
  if (dialect === 'd1') knownViolation(statement);
}

/** Why D1 rejects a query before it splits it into statements. */
export function queryRefusal(query: string, dialect: Dialect): string | undefined {
  return dialect === 'd1' ? lengthViolation(query)?.text : undefined;
}

/** Why D1 rejects a statement before it compiles it. */
export function statementRefusal(
  sqlite: SqliteDatabase.Database,
  statement: string,
  dialect: Dialect,
): string | undefined {
  if (dialect === 'sqlite') return transactions(statementOf(statement))?.text;
  return refusalBySqlite(sqlite, statement);
}

/** Why D1 rejects a statement that SQLite has compiled. */
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
 * Whether the rules allow the statement with every schema that SQLite can compile it for. Only for texts that are too
 * short to exceed the limit on operations.
 */
export function isAllowedByAnySchema(
  text: string,
  compiled: SqliteDatabase.Statement,
  dialect: Dialect,
): boolean {
  // A double-quoted string in this schema may be a column in another one.
  if (compiled.source !== text || (compiled.reader && hasColumnStar(text))) return false;
  return dialect === 'sqlite' || knownViolation(text) === undefined;
}

/** Whether it may contain a `*` other than that of `count(*)`: its columns depend on the schema. */
function hasColumnStar(text: string): boolean {
  return text.replaceAll(/\(\s*\*\s*\)/g, '').includes('*');
}

/** Why D1 rejects the values of a statement. */
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

/** Why D1 rejects the rows of a statement. */
export function rowsRefusal(rows: readonly (readonly unknown[])[], dialect: Dialect): string | undefined {
  return dialect === 'd1' && rows.some((row) => row.some(isTooBig)) ? valueTooBig : undefined;
}

/** Only SQLite knows how many columns a `*` selects. */
function isTooWide(compiled: SqliteDatabase.Statement): boolean {
  return compiled.reader && compiled.columns().length > maxColumns;
}

/** D1's error message for the statement, or undefined if D1 only reports SQLite's own errors. */
function refusalBySqlite(sqlite: SqliteDatabase.Database, statement: string): string | undefined {
  const violation = knownViolation(statement);
  if (violation === undefined) return undefined;
  // This returns before anything is compiled, because compiling a PRAGMA may already run it.
  if (violation.sqliteErrorFirst === noError) return violation.text;
  if (violation.expressionEnd !== undefined) {
    return endsExpression(sqlite, statement, violation.expressionEnd) ? violation.text : undefined;
  }
  if (violation.rule === 'function') return refusedCall(sqlite, statement);
  // With IF NOT EXISTS, SQLite would not report that the object already exists.
  const error = compileErrorAsD1(sqlite, statement.replace(/\bif\s+not\s+exists\b/i, ''));
  return error !== undefined && violation.sqliteErrorFirst.test(error) ? undefined : violation.text;
}

/** Whether SQLite reads a complete expression up to the offset without an error before it. */
function endsExpression(sqlite: SqliteDatabase.Database, statement: string, end: number): boolean {
  return compileErrorAsD1(sqlite, `${statement.slice(0, end)} +`) === incompleteInput;
}

/** D1 reports a rejected function where SQLite would report an unknown one, so this asks SQLite with unknown names. */
function refusedCall(sqlite: SqliteDatabase.Database, statement: string): string | undefined {
  const calls = refusedCalls(statementOf(statement));
  const error = compileErrorAsD1(sqlite, withUnknownFunctions(statement, calls));
  const index = error?.split(unknownFunction)[1];
  const call = index === undefined ? undefined : calls[Number.parseInt(index, 10)];
  if (call === undefined) return undefined;
  const wrongCount = `wrong number of arguments to function ${call.name}()`;
  return call.unauthorized && compileErrorAsD1(sqlite, statement) === wrongCount ? undefined : call.text;
}

/** The statement with numbered unknown names for the functions, and without the arguments that D1 does not check. */
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
