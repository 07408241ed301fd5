// Runs queries as D1 does: all of them in one transaction, each compiled when its turn comes unless it is still
// compiled. Puts no prefix before a message; that is for the method that was called.

import { parametersOf, type SqlValue } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { commandOf } from '../d1/leading-keyword.ts';
import {
  blankStatement,
  noStatements,
  parametersBeforeLast,
  SqlFailure,
  wrongBindings,
} from '../d1/errors.ts';
import type { Query, QueryResult, Rows, Run } from '../d1/query.ts';
import { noStatement, statementsOf, withSql } from '../d1/split-query.ts';
import { CompiledStatement, type CompiledStatements } from './compiled-statements.ts';
import type { Access, Connection, Outcome } from './connection.ts';
import { type Counters, type Measured, metaOf } from './meta.ts';
import { type PreparedOnce, preparedOnce } from './connection-cache.ts';
import { type Reach, reachOf } from './change-scope.ts';
import {
  compiledRefusal,
  isAllowedByAnySchema,
  judgeAhead,
  queryRefusal,
  rowsRefusal,
  statementRefusal,
  valuesRefusal,
} from './d1-rules-check.ts';
import { longestText, remembered } from './memoize.ts';
import { failsAtText, singleQuoteSchema } from './schema-strings.ts';
import { compiled, isComplaint, reasonFor } from './sqlite-error.ts';
import type { Strictness } from './dialect.ts';
import { convertFromSqlite, toSqlite } from './values.ts';

const knownParameters = remembered(parametersOf);
const knownStatements = remembered(readStatements);
const knownCommand = remembered(commandOf);

const mustWrite = { kind: 'must-write' } as const;
const noRows: Rows = { columns: [], rows: [] };

/** Runs the queries, or none of them. Queries without SQL are passed over, as D1 does. */
export function runQueries(connection: Connection, queries: readonly Query[], strictness: Strictness): Run {
  let statementIndex: number | undefined;
  let used: PreparedOnce | undefined;
  const work = (sqlite: SqliteDatabase.Database, access: Access): Outcome<readonly QueryResult[]> => {
    used = preparedOnce(sqlite);
    const { kept, counters } = used;
    kept.begin();
    const within = { sqlite, access, strictness, kept, counters };
    const answered: Answered[] = [];
    let before = counters.read();
    for (const { query, index } of withSql(queries)) {
      statementIndex = index;
      const outcome = runQuery(within, query);
      statementIndex = undefined;
      if (outcome.kind !== 'done') return outcome;
      const after = counters.read();
      const { columns, rows, resized } = outcome.result;
      answered.push({ columns, rows, measured: { before, after, rows: rows.length, resized } });
      before = after;
    }
    if (answered.length === 0) throw new SqlFailure(noStatements);
    kept.end();
    return { kind: 'done', result: withMeta(answered, counters.size()) };
  };
  const expected = expectedAccess(queries);
  // A live Worker waits for no lock, so that this one is held no longer than it must be.
  if (expected === 'write') for (const { statement } of queries) readAhead(statement, strictness);
  try {
    return { kind: 'done', results: connection.transaction(expected, work) };
  } catch (thrown) {
    used?.kept.fail();
    return { kind: 'failed', reason: reasonFor(thrown, connection.path), statementIndex };
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
  return queries.some(({ statement }) => beginsByWriting(statement)) ? 'write' : 'read';
}

function beginsByWriting(text: string): boolean {
  const { verb, explained } = knownCommand(text);
  return writingVerbs.has(verb) && !explained;
}

/** The transaction that a query runs in. */
type Within = {
  readonly sqlite: SqliteDatabase.Database;
  readonly access: Access;
  readonly strictness: Strictness;
  readonly kept: CompiledStatements;
  readonly counters: Counters;
};

type Answered = Rows & { readonly measured: Measured };

function withMeta(answered: readonly Answered[], sizeAfter: number): readonly QueryResult[] {
  return answered.map(({ columns, rows, measured }) => ({
    columns,
    rows,
    meta: metaOf(measured, sizeAfter),
  }));
}

/** One of a query's statements. */
type Statement = { readonly text: string; readonly reach: Reach };

function readStatements(query: string): readonly Statement[] {
  return statementsOf(query).map((text) => ({ text, reach: reachOf(text) }));
}

/** Finds out ahead what is read off a text, so that it is known when the statement is to run. */
function readAhead(query: string, strictness: Strictness): void {
  if (query.length > longestText) return;
  for (const { text } of knownStatements(query)) judgeAhead(text, strictness);
}

function runQuery(within: Within, query: Query): Outcome<Rows & { readonly resized: boolean }> {
  refuse(queryRefusal(query.statement, within.strictness));
  const statements = knownStatements(query.statement);
  // What changes rows shows in the counters too.
  const pagesBefore = statements.every(({ reach }) => reach === 'rows') ? undefined : within.counters.pages();
  const last = statements.length - 1;
  let result = noRows;
  for (let index = 0; index <= last; index += 1) {
    const statement = statements[index] as Statement;
    const outcome = runStatement(within, statement, index === last ? query.params : undefined);
    if (outcome.kind !== 'done') return outcome;
    result = outcome.result;
  }
  const resized = pagesBefore !== undefined && within.counters.pages() !== pagesBefore;
  return { kind: 'done', result: { columns: result.columns, rows: result.rows, resized } };
}

/** The schema does not get in the way of a statement for texts in double quotes, which D1 takes. */
function runStatement(
  within: Within,
  statement: Statement,
  params: readonly SqlValue[] | undefined,
): Outcome<Rows> {
  try {
    return runOnce(within, statement, params);
  } catch (thrown) {
    if (within.strictness !== 'd1' || !failsAtText(thrown)) throw thrown;
    if (within.access === 'read' && beginsByWriting(statement.text)) return mustWrite;
    const changed = within.access === 'read' ? 0 : singleQuoteSchema(within.sqlite);
    if (changed === 0) throw thrown;
    within.counters.ignore(changed);
    within.kept.forget();
    return runOnce(within, statement, params);
  }
}

function runOnce(
  within: Within,
  statement: Statement,
  params: readonly SqlValue[] | undefined,
): Outcome<Rows> {
  if (statement.text === noStatement) throw new SqlFailure(blankStatement);
  const kept = within.kept.get(statement.text);
  const outcome =
    kept === undefined
      ? (runRenewed(within, statement, params) ??
        runCompiled(within, { statement, current: compile(within, statement), again: false }, params))
      : runCompiled(within, { statement, current: kept, again: true }, params);
  if (outcome.kind === 'done') refuse(rowsRefusal(outcome.result.rows, within.strictness));
  return outcome;
}

/** Undefined where nothing is kept, or where SQLite cannot compile it anew: that it does itself, before it runs anything. */
function runRenewed(
  within: Within,
  statement: Statement,
  params: readonly SqlValue[] | undefined,
): Outcome<Rows> | undefined {
  const current = within.kept.renewed(statement.text);
  if (current === undefined) return undefined;
  try {
    return runCompiled(within, { statement, current, again: false }, params);
  } catch (thrown) {
    if (!mayBeOfCompiling(thrown)) throw thrown;
    within.kept.drop(statement.text);
    return undefined;
  }
}

/** A complaint of SQLite's own or of the rules, which come behind those of compiling. */
function mayBeOfCompiling(thrown: unknown): boolean {
  return thrown instanceof SqlFailure || isComplaint(thrown);
}

/** A statement that is compiled; `again` where it has run by this schema before. */
type Ready = { readonly statement: Statement; readonly current: CompiledStatement; readonly again: boolean };

/** Without `params` the statement is followed by another in its query, and may have no parameters. */
function runCompiled(
  within: Within,
  { statement: { text, reach }, current, again }: Ready,
  params: readonly SqlValue[] | undefined,
): Outcome<Rows> {
  const { statement, parameters } = current;
  if (params === undefined && parameters.length > 0) throw new SqlFailure(parametersBeforeLast);
  if ((params?.length ?? 0) !== parameters.length) throw new SqlFailure(wrongBindings);
  refuse(valuesRefusal(text, params ?? [], within.strictness));
  if (within.access === 'read' && !statement.readonly) return mustWrite;
  const values = current.bind((params ?? []).map(toSqlite));
  // Not at once: to find out costs more than to count.
  const changesOnlyItsOwn = again && current.changesOnlyItsOwn;
  if (!changesOnlyItsOwn && reach !== 'schema') {
    within.counters.invalidate();
    return { kind: 'done', result: execute(current, values) };
  }
  const told = statement.run(...values);
  // A change of the schema fires no trigger: where it tells of no rows there were none.
  if (changesOnlyItsOwn || told.changes === 0) within.counters.add(told);
  else within.counters.invalidate();
  return { kind: 'done', result: noRows };
}

function compile(within: Within, { text, reach }: Statement): CompiledStatement {
  const { sqlite, strictness, access } = within;
  if (reach === 'schema') within.kept.changeSchema();
  if (reach === 'connection') within.kept.forget();
  refuse(statementRefusal(sqlite, text, strictness));
  const made = compiled(sqlite, text, strictness, access);
  refuse(compiledRefusal(sqlite, text, made.statement, strictness));
  const outlivesSchema = reach === 'rows' && isAllowedByAnySchema(text, made.statement, strictness);
  const found = new CompiledStatement(made, knownParameters(text), outlivesSchema);
  if (reach === 'rows') within.kept.keep(text, found);
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
