// The D1Database that a migration receives. It turns D1's methods into statements and passes them to the handler.
import { firstLine, splitStatements } from '@roostjs/internal-sql';
import type { SqlDatabase, SqlResult, SqlStatement } from '../database/d1.ts';
import { groupOf } from '../database/statement-group.ts';
import type { MigrationDatabase, SqlExecResult } from '../migration/migration.ts';
import type { Calls } from './calls.ts';
import { statementOfOtherDb, unsupportedMethod } from './errors.ts';
import type { Call, NotedStatement, StatementHandler } from './statement-handler.ts';
import { unknownField } from './unknown-result.ts';

export function migrationDatabase(
  database: SqlDatabase,
  handler: StatementHandler,
  calls: Calls,
): MigrationDatabase {
  const context = { handler, calls };
  const prepare = (sql: string): SqlStatement =>
    migrationStatement({ sql, values: [], bound: database.prepare(sql) }, context);
  const batch = async <T>(statements: SqlStatement[]): Promise<SqlResult<T>[]> => {
    const group = groupOf(statements);
    return (await handler.performBatch(
      statements.map((statement) => {
        const noted = notedStatements.get(statement) ?? handler.refuse(statementOfOtherDb());
        calls.idle.delete(noted);
        return group === undefined ? noted : { ...noted, group };
      }),
    )) as SqlResult<T>[];
  };
  const exec = async (script: string): Promise<SqlExecResult> => {
    const noted = splitStatements(script).map((sql) => ({ sql, values: [], bound: database.prepare(sql) }));
    await handler.performScript(noted);
    return unknownField({ count: noted.length }, 'duration', firstLine(script), handler.refuse);
  };
  const dump = async () => handler.refuse(unsupportedMethod('dump()'));
  const session = {
    prepare,
    batch: <T>(statements: SqlStatement[]) => calls.track(batch<T>(statements)),
  };
  return {
    ...session,
    run: (sql, ...values) =>
      prepare(sql)
        .bind(...values)
        .run(),
    exec: (script) => calls.track(exec(script)),
    // There is one database and one writer: a session adds nothing here, and none of its queries has a bookmark yet.
    withSession: () => ({ ...session, getBookmark: () => null }),
    dump: () => calls.track(dump()),
  };
}

const notedStatements = new WeakMap<object, NotedStatement>();

/** The SQL of a statement that a migration has prepared; null for anything else. */
export function preparedSql(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  return notedStatements.get(value)?.sql ?? null;
}

type Context = { readonly handler: StatementHandler; readonly calls: Calls };

function migrationStatement(noted: NotedStatement, { handler, calls }: Context): SqlStatement {
  const perform = <T>(call: Call<T>): Promise<T> => {
    calls.idle.delete(noted);
    return calls.track(handler.perform(noted, call));
  };
  const statement: SqlStatement = {
    // The database's own bind checks the values at once, as D1 does.
    bind: (...values) => {
      calls.idle.delete(noted);
      return migrationStatement(
        { sql: noted.sql, values, bound: noted.bound.bind(...values) },
        { handler, calls },
      );
    },
    run: <T>() => perform({ method: 'run', send: (bound) => bound.run<T>() }),
    all: <T>() => perform({ method: 'all', send: (bound) => bound.all<T>() }),
    first: <T>(column?: string) =>
      perform({
        method: 'first',
        send: (bound) =>
          column === undefined ? (bound.first() as Promise<T | null>) : bound.first<T>(column),
      }),
    raw: <T>(options?: { columnNames?: boolean }) =>
      perform({
        method: 'raw',
        send: (bound) => bound.raw(options as { columnNames: true }) as Promise<never>,
      }) as Promise<[string[], ...T[]]>,
  };
  notedStatements.set(statement, noted);
  calls.idle.add(noted);
  return statement;
}
