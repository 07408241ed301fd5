// Runs queries as D1 does: all of them in one transaction, each compiled when its turn comes unless it is still
// compiled. Puts no prefix before a message; that is for the method that was called.

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
import { type ConnectionCache, connectionCache } from './connection-cache.ts';
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

/** Runs the queries, or none of them. Queries without SQL are passed over, as D1 does. */
export function runQueries(connection: Connection, queries: readonly Query[], dialect: Dialect): QueryRun {
  let statementIndex: number | undefined;
  let used: ConnectionCache | undefined;
  const work = (
    sqlite: SqliteDatabase.Database,
    access: Access,
  ): TransactionOutcome<readonly QueryResult[]> => {
    used = connectionCache(sqlite);
    const { kept, counters } = used;
    kept.begin();
    const context = { sqlite, access, dialect, kept, counters };
    const answered: AnsweredQuery[] = [];
    let before = counters.read();
    for (const { query, index } of queriesWithSql(queries)) {
      statementIndex = index;
      const outcome = runQuery(context, query);
      statementIndex = undefined;
      if (outcome.kind !== 'done') return outcome;
      const after = counters.read();
      const { columns, rows, resized } = outcome.result;
      answered.push({ columns, rows, measurement: { before, after, rows: rows.length, resized } });
      before = after;
    }
    if (answered.length === 0) throw new SqlFailure(noStatements);
    kept.end();
    return { kind: 'done', result: withMeta(answered, counters.size()) };
  };
  const expected = expectedAccess(queries);
  // A live Worker waits for no lock, so that this one is held no longer than it must be.
  if (expected === 'write') for (const { statement } of queries) preload(statement, dialect);
  try {
    return { kind: 'done', results: connection.transaction(expected, work) };
  } catch (thrown) {
    used?.kept.fail();
    return { kind: 'failed', reason: toFailure(thrown, connection.path), statementIndex };
  } finally {
    // A virtual table writes as it is committed too.
    used?.counters.invalidate();
  }
}

/** What begins otherwise may write all the same, as WITH can: that shows when it is compiled. */
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

/** The transaction that a query runs in. */
type RunContext = {
  readonly sqlite: SqliteDatabase.Database;
  readonly access: Access;
  readonly dialect: Dialect;
  readonly kept: CompiledStatements;
  readonly counters: Counters;
};

type AnsweredQuery = Rows & { readonly measurement: Measurement };

function withMeta(answered: readonly AnsweredQuery[], sizeAfter: number): readonly QueryResult[] {
  return answered.map(({ columns, rows, measurement }) => ({
    columns,
    rows,
    meta: metaOf(measurement, sizeAfter),
  }));
}

/** One of a query's statements. */
type Statement = { readonly text: string; readonly scope: ChangeScope };

function readStatements(query: string): readonly Statement[] {
  return splitQuery(query).map((text) => ({ text, scope: changeScopeOf(text) }));
}

/** Finds out ahead what is read off a text, so that it is known when the statement is to run. */
function preload(query: string, dialect: Dialect): void {
  if (query.length > maxTextLength) return;
  for (const { text } of knownStatements(query)) preloadRules(text, dialect);
}

function runQuery(
  context: RunContext,
  query: Query,
): TransactionOutcome<Rows & { readonly resized: boolean }> {
  refuse(queryRefusal(query.statement, context.dialect));
  const statements = knownStatements(query.statement);
  // What changes rows shows in the counters too.
  const pagesBefore = statements.every(({ scope }) => scope === 'rows')
    ? undefined
    : context.counters.pages();
  const last = statements.length - 1;
  let result = noRows;
  for (let index = 0; index <= last; index += 1) {
    const statement = statements[index] as Statement;
    const outcome = runStatement(context, statement, index === last ? query.params : undefined);
    if (outcome.kind !== 'done') return outcome;
    result = outcome.result;
  }
  const resized = pagesBefore !== undefined && context.counters.pages() !== pagesBefore;
  return { kind: 'done', result: { columns: result.columns, rows: result.rows, resized } };
}

/** The schema does not get in the way of a statement for texts in double quotes, which D1 takes. */
function runStatement(
  context: RunContext,
  statement: Statement,
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
    context.kept.forget();
    return runOnce(context, statement, params);
  }
}

function runOnce(
  context: RunContext,
  statement: Statement,
  params: readonly SqlValue[] | undefined,
): TransactionOutcome<Rows> {
  if (statement.text === noStatement) throw new SqlFailure(blankStatement);
  const kept = context.kept.get(statement.text);
  const outcome =
    kept === undefined
      ? (runRenewed(context, statement, params) ??
        runCompiled(context, { statement, current: compile(context, statement), again: false }, params))
      : runCompiled(context, { statement, current: kept, again: true }, params);
  if (outcome.kind === 'done') refuse(rowsRefusal(outcome.result.rows, context.dialect));
  return outcome;
}

/** Undefined where nothing is kept, or where SQLite cannot compile it anew: that it does itself, before it runs anything. */
function runRenewed(
  context: RunContext,
  statement: Statement,
  params: readonly SqlValue[] | undefined,
): TransactionOutcome<Rows> | undefined {
  const current = context.kept.renewed(statement.text);
  if (current === undefined) return undefined;
  try {
    return runCompiled(context, { statement, current, again: false }, params);
  } catch (thrown) {
    if (!mayBeOfCompiling(thrown)) throw thrown;
    context.kept.drop(statement.text);
    return undefined;
  }
}

/** A complaint of SQLite's own or of the rules, which come behind those of compiling. */
function mayBeOfCompiling(thrown: unknown): boolean {
  return thrown instanceof SqlFailure || isCompileError(thrown);
}

/** A statement that is compiled; `again` where it has run by this schema before. */
type Ready = { readonly statement: Statement; readonly current: CompiledStatement; readonly again: boolean };

/** Without `params` the statement is followed by another in its query, and may have no parameters. */
function runCompiled(
  context: RunContext,
  { statement: { text, scope }, current, again }: Ready,
  params: readonly SqlValue[] | undefined,
): TransactionOutcome<Rows> {
  const { statement, parameters } = current;
  if (params === undefined && parameters.length > 0) throw new SqlFailure(parametersBeforeLast);
  if ((params?.length ?? 0) !== parameters.length) throw new SqlFailure(wrongBindings);
  refuse(valuesRefusal(text, params ?? [], context.dialect));
  if (context.access === 'read' && !statement.readonly) return mustWrite;
  const values = current.bind((params ?? []).map(toSqlite));
  // Not at once: to find out costs more than to count.
  const hasOnlyDirectChanges = again && current.hasOnlyDirectChanges;
  if (!hasOnlyDirectChanges && scope !== 'schema') {
    context.counters.invalidate();
    return { kind: 'done', result: execute(current, values) };
  }
  const told = statement.run(...values);
  // A change of the schema fires no trigger: where it tells of no rows there were none.
  if (hasOnlyDirectChanges || told.changes === 0) context.counters.add(told);
  else context.counters.invalidate();
  return { kind: 'done', result: noRows };
}

function compile(context: RunContext, { text, scope }: Statement): CompiledStatement {
  const { sqlite, dialect, access } = context;
  if (scope === 'schema') context.kept.changeSchema();
  if (scope === 'connection') context.kept.forget();
  refuse(statementRefusal(sqlite, text, dialect));
  const made = compileStatement(sqlite, text, dialect, access);
  refuse(compiledRefusal(sqlite, text, made.statement, dialect));
  const survivesSchemaChange = scope === 'rows' && isAllowedByAnySchema(text, made.statement, dialect);
  const found = new CompiledStatement(made, knownParameters(text), survivesSchemaChange);
  if (scope === 'rows') context.kept.keep(text, found);
  return found;
}

function refuse(reason: string | undefined): void {
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
