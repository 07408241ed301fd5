// The D1Database that a migration sees. It only turns D1's methods into statements and hands them on.
import { firstLine, splitStatements } from '@roostjs/internal-sql';
import type { SqlDatabase, SqlResult, SqlStatement } from '../database/d1.ts';
import type { MigrationDatabase, SqlExecResult } from '../migration/migration.ts';
import type { Calls } from './calls.ts';
import { statementOfOtherDb, unsupportedMethod } from './errors.ts';
import type { NotedStatement, StatementHandler } from './statement-handler.ts';
import { unknownField } from './unknown-result.ts';

export function migrationDatabase(
  database: SqlDatabase,
  conduct: StatementHandler,
  calls: Calls,
): MigrationDatabase {
  const caller = { conduct, calls };
  const prepare = (sql: string): SqlStatement =>
    migrationStatement({ sql, values: [], bound: database.prepare(sql) }, caller);
  const batch = async <T>(statements: SqlStatement[]): Promise<SqlResult<T>[]> =>
    (await conduct.performBatch(
      statements.map((statement) => notedStatements.get(statement) ?? conduct.refuse(statementOfOtherDb())),
    )) as SqlResult<T>[];
  const exec = async (script: string): Promise<SqlExecResult> => {
    const noted = splitStatements(script).map((sql) => ({ sql, values: [], bound: database.prepare(sql) }));
    await conduct.performScript(noted);
    return unknownField({ count: noted.length }, 'duration', firstLine(script), conduct.refuse);
  };
  const dump = async () => conduct.refuse(unsupportedMethod('dump()'));
  const session = {
    prepare,
    batch: <T>(statements: SqlStatement[]) => calls.made(batch<T>(statements)),
  };
  return {
    ...session,
    run: (sql, ...values) =>
      prepare(sql)
        .bind(...values)
        .run(),
    exec: (script) => calls.made(exec(script)),
    // One database, one writer: a session adds nothing here, and no query of it has a bookmark yet.
    withSession: () => ({ ...session, getBookmark: () => null }),
    dump: () => calls.made(dump()),
  };
}

const notedStatements = new WeakMap<SqlStatement, NotedStatement>();

type Caller = { readonly conduct: StatementHandler; readonly calls: Calls };

function migrationStatement(noted: NotedStatement, caller: Caller): SqlStatement {
  const { conduct, calls } = caller;
  const statement: SqlStatement = {
    // The database's own bind checks the values, here and now, as D1 does.
    bind: (...values) =>
      migrationStatement({ sql: noted.sql, values, bound: noted.bound.bind(...values) }, caller),
    run: <T>() => calls.made(conduct.perform(noted, { method: 'run', send: (bound) => bound.run<T>() })),
    all: <T>() => calls.made(conduct.perform(noted, { method: 'all', send: (bound) => bound.all<T>() })),
    first: <T>(column?: string) =>
      calls.made(
        conduct.perform(noted, {
          method: 'first',
          send: (bound) =>
            column === undefined ? (bound.first() as Promise<T | null>) : bound.first<T>(column),
        }),
      ),
    raw: <T>(options?: { columnNames?: boolean }) =>
      calls.made(
        conduct.perform(noted, {
          method: 'raw',
          send: (bound) => bound.raw(options as { columnNames: true }) as Promise<never>,
        }) as Promise<[string[], ...T[]]>,
      ),
  };
  notedStatements.set(statement, noted);
  return statement;
}
