// Runs queries as D1 does: all of them in one transaction, each compiled when its turn comes unless it is still
// compiled. Puts no prefix before a message; that is for the method that was called.

import { parametersOf, type SqlValue } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { commandOf } from '../d1/command.ts';
import {
  blankStatement,
  noStatements,
  parametersBeforeLast,
  SqlFailure,
  wrongBindings,
} from '../d1/errors.ts';
import type { Query, QueryResult, Rows, Run } from '../d1/query.ts';
import { noStatement, statementsOf, withSql } from '../d1/statements.ts';
import { CompiledStatement, type CompiledStatements } from './compiled-statements.ts';
import type { Access, Connection, Outcome } from './connection.ts';
import { type Counters, type Measured, metaOf } from './meta.ts';
import { preparedOnce } from './prepared-once.ts';
import {
  compiledRefusal,
  judgeAhead,
  queryRefusal,
  rowsRefusal,
  statementRefusal,
  valuesRefusal,
} from './refusal.ts';
import { remembered } from './remembered.ts';
import { isRowStatement } from './row-statement.ts';
import { failsAtText, singleQuoteSchema } from './schema-texts.ts';
import { compiled, reasonFor } from './sqlite-error.ts';
import type { Strictness } from './strictness.ts';
import { convertFromSqlite, toSqlite } from './values.ts';

const knownParameters = remembered(parametersOf);
const knownStatements = remembered(readStatements);
const knownCommand = remembered(commandOf);

const mustWrite = { kind: 'must-write' } as const;
const noRows: Rows = { columns: [], rows: [] };

/** Runs the queries, or none of them. Queries without SQL are passed over, as D1 does. */
export function runQueries(connection: Connection, queries: readonly Query[], strictness: Strictness): Run {
  let statementIndex: number | undefined;
  const work = (sqlite: SqliteDatabase.Database, access: Access): Outcome<readonly QueryResult[]> => {
    const { kept, counters } = preparedOnce(sqlite);
    kept.begin();
    const within = { sqlite, access, strictness, kept, counters };
    const answered: Answered[] = [];
    counters.invalidate();
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
    return { kind: 'done', result: withMeta(answered, counters.size()) };
  };
  const expected = expectedAccess(queries);
  // A live Worker waits for no lock, so that this one is held no longer than it must be.
  if (expected === 'write') for (const { statement } of queries) judgeAhead(statement, strictness);
  try {
    return { kind: 'done', results: connection.transaction(expected, work) };
  } catch (thrown) {
    return { kind: 'failed', reason: reasonFor(thrown, connection.path), statementIndex };
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
type Statement = { readonly text: string; readonly ofRows: boolean };

function readStatements(query: string): readonly Statement[] {
  return statementsOf(query).map((text) => ({ text, ofRows: isRowStatement(text) }));
}

function runQuery(within: Within, query: Query): Outcome<Rows & { readonly resized: boolean }> {
  refuse(queryRefusal(query.statement, within.strictness));
  const statements = knownStatements(query.statement);
  // What changes rows shows in the counters too.
  const sizeBefore = statements.every(({ ofRows }) => ofRows) ? undefined : within.counters.size();
  const last = statements.length - 1;
  let result = noRows;
  for (let index = 0; index <= last; index += 1) {
    const statement = statements[index] as Statement;
    const outcome = runStatement(within, statement, index === last ? query.params : undefined);
    if (outcome.kind !== 'done') return outcome;
    result = outcome.result;
  }
  const resized = sizeBefore !== undefined && within.counters.size() !== sizeBefore;
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

/** Without `params` the statement is followed by another in its query, and may have no parameters. */
function runOnce(
  within: Within,
  { text, ofRows }: Statement,
  params: readonly SqlValue[] | undefined,
): Outcome<Rows> {
  if (text === noStatement) throw new SqlFailure(blankStatement);
  const kept = within.kept.get(text);
  const current = kept ?? compile(within, text, ofRows);
  const { statement, parameters } = current;
  if (params === undefined && parameters.length > 0) throw new SqlFailure(parametersBeforeLast);
  if ((params?.length ?? 0) !== parameters.length) throw new SqlFailure(wrongBindings);
  refuse(valuesRefusal(text, params ?? [], within.strictness));
  if (within.access === 'read' && !statement.readonly) return mustWrite;
  const values = current.bind((params ?? []).map(toSqlite));
  // Not at once: to find out costs more than to count.
  if (kept?.changesOnlyItsOwn === true) {
    within.counters.add(statement.run(...values));
    return { kind: 'done', result: noRows };
  }
  within.counters.invalidate();
  const result = execute(current, values);
  refuse(rowsRefusal(result.rows, within.strictness));
  return { kind: 'done', result };
}

function compile(within: Within, text: string, ofRows: boolean): CompiledStatement {
  const { sqlite, strictness, access } = within;
  if (!ofRows) within.kept.forget();
  refuse(statementRefusal(sqlite, text, strictness));
  const made = compiled(sqlite, text, strictness, access);
  refuse(compiledRefusal(sqlite, text, made.statement, strictness));
  const found = new CompiledStatement(made, knownParameters(text));
  if (ofRows) within.kept.keep(text, found);
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
