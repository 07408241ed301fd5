// Runs queries as D1 does: all in one transaction. Each statement is compiled when its turn comes, unless it is cached.
// Messages have no prefix; the method that was called adds it.

import { parametersOf, type SqlValue } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import {
  blankStatement,
  noStatements,
  parametersBeforeLast,
  SqlFailure,
  wrongBindings,
} from '../d1/errors.ts';
import { leadingKeyword } from '../d1/leading-keyword.ts';
import type { Query, QueryResult, QueryRun, Rows } from '../d1/query.ts';
import { noStatement, queriesWithSql, splitQuery } from '../d1/split-query.ts';
import { type ChangeScope, changeScopeOf } from './change-scope.ts';
import { CompiledStatement, type CompiledStatements } from './compiled-statements.ts';
import type { Access, Connection, TransactionOutcome } from './connection.ts';
import { type ConnectionState, stateOf } from './connection-state.ts';
import {
  compiledRefusal,
  isAllowedByAnySchema,
  preloadRules,
  queryRefusal,
  rowsRefusal,
  statementRefusal,
  valuesRefusal,
} from './d1-rules-check.ts';
import type { Dialect } from './dialect.ts';
import { maxTextLength, memoize } from './memoize.ts';
import { type Counters, type Measurement, metaOf } from './meta.ts';
import { failsOnDoubleQuotedString, singleQuoteSchema } from './schema-strings.ts';
import { compileStatement, isCompileError, toFailure } from './sqlite-error.ts';
import { convertFromSqlite, toSqlite } from './values.ts';

const knownParameters = memoize(parametersOf);
const knownStatements = memoize(readStatements);
const knownKeyword = memoize(leadingKeyword);

const mustWrite = { kind: 'must-write' } as const;
const noRows: Rows = { columns: [], rows: [] };

/** Runs all queries or none. Like D1, it skips queries without SQL. */
export function runQueries(connection: Connection, queries: readonly Query[], dialect: Dialect): QueryRun {
  let statementIndex: number | undefined;
  let used: ConnectionState | undefined;
  const work = (
    sqlite: SqliteDatabase.Database,
    access: Access,
  ): TransactionOutcome<readonly QueryResult[]> => {
    used = stateOf(sqlite);
    const { cache, counters } = used;
    cache.begin();
    const context = { sqlite, access, dialect, cache, counters };
    const finished: QueryOutcome[] = [];
    let before = counters.read();
    for (const { query, index } of queriesWithSql(queries)) {
      statementIndex = index;
      const outcome = runQuery(context, query);
      statementIndex = undefined;
      if (outcome.kind !== 'done') return outcome;
      const after = counters.read();
      const { columns, rows, resized } = outcome.result;
      finished.push({ columns, rows, measurement: { before, after, rows: rows.length, resized } });
      before = after;
    }
    if (finished.length === 0) throw new SqlFailure(noStatements);
    cache.end();
    return { kind: 'done', result: withMeta(finished, counters.size()) };
  };
  const expected = expectedAccess(queries);
  // workerd does not wait for locks, so the texts are read before this takes the write lock.
  if (expected === 'write') for (const { statement } of queries) preload(statement, dialect);
  try {
    return { kind: 'done', results: connection.transaction(expected, work) };
  } catch (thrown) {
    used?.cache.fail();
    return { kind: 'failed', reason: toFailure(thrown, connection.path), statementIndex };
  } finally {
    // A virtual table may also write during COMMIT.
    used?.counters.invalidate();
  }
}

/** Other statements may write too, such as WITH; that is known when they are compiled. */
const writingVerbs: ReadonlySet<string> = new Set([
  'alter',
  'create',
  'delete',
  'drop',
  'insert',
  'replace',
  'update',
]);

function expectedAccess(queries: readonly Query[]): Access {
  return queries.some(({ statement }) => beginsWithWrite(statement)) ? 'write' : 'read';
}

function beginsWithWrite(text: string): boolean {
  const { verb, explained } = knownKeyword(text);
  return writingVerbs.has(verb) && !explained;
}

/** The transaction in which a query runs. */
type RunContext = {
  readonly sqlite: SqliteDatabase.Database;
  readonly access: Access;
  readonly dialect: Dialect;
  readonly cache: CompiledStatements;
  readonly counters: Counters;
};

type QueryOutcome = Rows & { readonly measurement: Measurement };

function withMeta(finished: readonly QueryOutcome[], sizeAfter: number): readonly QueryResult[] {
  return finished.map(({ columns, rows, measurement }) => ({
    columns,
    rows,
    meta: metaOf(measurement, sizeAfter),
  }));
}

/** One of a query's statements. */
type QueryStatement = { readonly text: string; readonly scope: ChangeScope };

function readStatements(query: string): readonly QueryStatement[] {
  return splitQuery(query).map((text) => ({ text, scope: changeScopeOf(text) }));
}

/** Memoizes in advance what depends on the text alone. */
function preload(query: string, dialect: Dialect): void {
  if (query.length > maxTextLength) return;
  for (const { text } of knownStatements(query)) preloadRules(text, dialect);
}

function runQuery(
  context: RunContext,
  query: Query,
): TransactionOutcome<Rows & { readonly resized: boolean }> {
  throwIf(queryRefusal(query.statement, context.dialect));
  const statements = knownStatements(query.statement);
  // If the query only reads or changes rows, the counters already show its changes.
  const pagesBefore = statements.every(({ scope }) => scope === 'rows')
    ? undefined
    : context.counters.pages();
  const last = statements.length - 1;
  let result = noRows;
  for (let index = 0; index <= last; index += 1) {
    const statement = statements[index] as QueryStatement;
    const outcome = runStatement(context, statement, index === last ? query.params : undefined);
    if (outcome.kind !== 'done') return outcome;
    result = outcome.result;
  }
  const resized = pagesBefore !== undefined && context.counters.pages() !== pagesBefore;
  return { kind: 'done', result: { columns: result.columns, rows: result.rows, resized } };
}

/** If double-quoted strings in the schema make the statement fail, rewrites them and runs it again. */
function runStatement(
  context: RunContext,
  statement: QueryStatement,
  params: readonly SqlValue[] | undefined,
): TransactionOutcome<Rows> {
  try {
    return runOnce(context, statement, params);
  } catch (thrown) {
    if (context.dialect !== 'd1' || !failsOnDoubleQuotedString(thrown)) throw thrown;
    if (context.access === 'read' && beginsWithWrite(statement.text)) return mustWrite;
    const changed = context.access === 'read' ? 0 : singleQuoteSchema(context.sqlite);
    if (changed === 0) throw thrown;
    context.counters.ignore(changed);
    context.cache.clear();
    return runOnce(context, statement, params);
  }
}

function runOnce(
  context: RunContext,
  statement: QueryStatement,
  params: readonly SqlValue[] | undefined,
): TransactionOutcome<Rows> {
  if (statement.text === noStatement) throw new SqlFailure(blankStatement);
  const cached = context.cache.get(statement.text);
  const outcome =
    cached === undefined
      ? (runRenewed(context, statement, params) ??
        runCompiled(context, { statement, current: compile(context, statement), again: false }, params))
      : runCompiled(context, { statement, current: cached, again: true }, params);
  if (outcome.kind === 'done') throwIf(rowsRefusal(outcome.result.rows, context.dialect));
  return outcome;
}

/** Undefined if nothing is cached or SQLite cannot recompile it, which it tries by itself before it runs anything. */
function runRenewed(
  context: RunContext,
  statement: QueryStatement,
  params: readonly SqlValue[] | undefined,
): TransactionOutcome<Rows> | undefined {
  const current = context.cache.renew(statement.text);
  if (current === undefined) return undefined;
  try {
    return runCompiled(context, { statement, current, again: false }, params);
  } catch (thrown) {
    if (!mayBeCompileError(thrown)) throw thrown;
    context.cache.delete(statement.text);
    return undefined;
  }
}

/** An error of SQLite or of the rules: compiling the statement again may report another error first. */
function mayBeCompileError(thrown: unknown): boolean {
  return thrown instanceof SqlFailure || isCompileError(thrown);
}

/** A compiled statement; `again` if it has run with this schema before. */
type Ready = {
  readonly statement: QueryStatement;
  readonly current: CompiledStatement;
  readonly again: boolean;
};

/** `params` is undefined if another statement follows in the query; such a statement may have no parameters. */
function runCompiled(
  context: RunContext,
  { statement: { text, scope }, current, again }: Ready,
  params: readonly SqlValue[] | undefined,
): TransactionOutcome<Rows> {
  const { statement, parameters } = current;
  if (params === undefined && parameters.length > 0) throw new SqlFailure(parametersBeforeLast);
  if ((params?.length ?? 0) !== parameters.length) throw new SqlFailure(wrongBindings);
  throwIf(valuesRefusal(text, params ?? [], context.dialect));
  if (context.access === 'read' && !statement.readonly) return mustWrite;
  const values = current.bind((params ?? []).map(toSqlite));
  // Only from the second run on: the check costs more than reading the counters once.
  const hasOnlyDirectChanges = again && current.hasOnlyDirectChanges;
  if (!hasOnlyDirectChanges && scope !== 'schema') {
    context.counters.invalidate();
    return { kind: 'done', result: execute(current, values) };
  }
  const result = statement.run(...values);
  // A change of the schema fires no trigger: if it reports no changed rows, there were none.
  if (hasOnlyDirectChanges || result.changes === 0) context.counters.add(result);
  else context.counters.invalidate();
  return { kind: 'done', result: noRows };
}

function compile(context: RunContext, { text, scope }: QueryStatement): CompiledStatement {
  const { sqlite, dialect, access } = context;
  if (scope === 'schema') context.cache.changeSchema();
  if (scope === 'connection') context.cache.clear();
  throwIf(statementRefusal(sqlite, text, dialect));
  const made = compileStatement(sqlite, text, dialect, access);
  throwIf(compiledRefusal(sqlite, text, made.statement, dialect));
  const survivesSchemaChange = scope === 'rows' && isAllowedByAnySchema(text, made.statement, dialect);
  const found = new CompiledStatement(made, knownParameters(text), survivesSchemaChange);
  if (scope === 'rows') context.cache.set(text, found);
  return found;
}

function throwIf(reason: string | undefined): void {
  if (reason !== undefined) throw new SqlFailure(reason);
}

function execute(current: CompiledStatement, values: readonly unknown[]): Rows {
  const { statement } = current;
  if (!statement.reader) {
    statement.run(...values);
    return noRows;
  }
  const rows = statement.all(...values) as unknown[][];
  for (const row of rows) convertFromSqlite(row);
  return { columns: current.columns, rows };
}
