// Runs queries as D1 does: all of them in one transaction, each compiled when its turn comes. Puts no prefix before
// a message; that is for the method that was called.

import { parametersOf, type SqlValue } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { commandOf } from '../d1/command.ts';
import { noStatements, parametersBeforeLast, SqlFailure, wrongBindings } from '../d1/errors.ts';
import type { Query, QueryResult, Rows, Run } from '../d1/query.ts';
import { statementsOf, withSql } from '../d1/statements.ts';
import { bindings } from './bindings.ts';
import type { Access, Connection, Outcome } from './connection.ts';
import { metaOf, readingOf } from './meta.ts';
import { compiledRefusal, queryRefusal, type Strictness, statementRefusal } from './refusal.ts';
import { remembered } from './remembered.ts';
import { compiled, reasonFor } from './sqlite-error.ts';
import { fromSqlite, toSqlite } from './values.ts';

const knownParameters = remembered(parametersOf);
const knownStatements = remembered(statementsOf);
const knownCommand = remembered(commandOf);

const mustWrite = { kind: 'must-write' } as const;

/** Runs the queries, or none of them. Queries without SQL are passed over, as D1 does. */
export function runQueries(connection: Connection, queries: readonly Query[], strictness: Strictness): Run {
  let statementIndex: number | undefined;
  const work = (sqlite: SqliteDatabase.Database, access: Access): Outcome<readonly QueryResult[]> => {
    const results: QueryResult[] = [];
    let before = readingOf(sqlite);
    for (const { query, index } of withSql(queries)) {
      statementIndex = index;
      const outcome = runQuery({ sqlite, access, strictness }, query);
      statementIndex = undefined;
      if (outcome.kind !== 'done') return outcome;
      const after = readingOf(sqlite);
      const { columns, rows } = outcome.result;
      results.push({ columns, rows, meta: metaOf({ before, after, rows: rows.length }) });
      before = after;
    }
    if (results.length === 0) throw new SqlFailure(noStatements);
    return { kind: 'done', result: results };
  };
  try {
    return { kind: 'done', results: connection.transaction(expectedAccess(queries), work) };
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
  return queries.some(beginsByWriting) ? 'write' : 'read';
}

function beginsByWriting({ statement }: Query): boolean {
  const { verb, explained } = knownCommand(statement);
  return writingVerbs.has(verb) && !explained;
}

/** The transaction that a query runs in. */
type Within = {
  readonly sqlite: SqliteDatabase.Database;
  readonly access: Access;
  readonly strictness: Strictness;
};

function runQuery(within: Within, query: Query): Outcome<Rows> {
  refuse(queryRefusal(query.statement, within.strictness));
  const statements = knownStatements(query.statement);
  let last: Rows = { columns: [], rows: [] };
  for (const [index, statement] of statements.entries()) {
    const params = index === statements.length - 1 ? query.params : undefined;
    const outcome = runStatement(within, statement, params);
    if (outcome.kind !== 'done') return outcome;
    last = outcome.result;
  }
  return { kind: 'done', result: last };
}

/** Without `params` the statement is followed by another in its query, and may have no parameters. */
function runStatement(
  { sqlite, access, strictness }: Within,
  text: string,
  params: readonly SqlValue[] | undefined,
): Outcome<Rows> {
  refuse(statementRefusal(sqlite, text, strictness));
  const statement = compiled(sqlite, text);
  refuse(compiledRefusal(sqlite, text, statement, strictness));
  const parameters = knownParameters(text);
  if (params === undefined && parameters.length > 0) throw new SqlFailure(parametersBeforeLast);
  if ((params ?? []).length !== parameters.length) throw new SqlFailure(wrongBindings);
  if (access === 'read' && !statement.readonly) return mustWrite;
  return { kind: 'done', result: execute(statement, bindings(parameters, (params ?? []).map(toSqlite))) };
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new SqlFailure(reason);
}

function execute(statement: SqliteDatabase.Statement, values: readonly unknown[]): Rows {
  if (!statement.reader) {
    statement.run(...values);
    return { columns: [], rows: [] };
  }
  const rows = statement.raw().all(...values) as unknown[][];
  return {
    columns: statement.columns().map(({ name }) => name),
    rows: rows.map((row) => row.map(fromSqlite)),
  };
}
