// An object's SQLite storage in the shape of a D1Database.
import { splitStatements } from '@roostjs/internal-sql';
import type { SqlResult, SqlStatement } from '../database/d1.ts';
import type { MigrationDatabase } from '../migration/migration.ts';
import { unsupportedMethod } from '../record/errors.ts';
import { type Query, query } from './query.ts';
import { ObjectStatement, queryOf, resultOf } from './statement.ts';
import type { ObjectStorage } from './storage.ts';

/**
 * The storage as a database with D1's methods, values and counts: `true` is bound as 1, blobs are read as lists of
 * bytes, undefined and BigInt are refused. A batch commits as a whole or not at all. Errors have the storage's own
 * texts.
 */
export function objectDatabase(storage: ObjectStorage): MigrationDatabase {
  const run = (asked: Query) => query(storage, asked);
  const prepare = (sql: string): SqlStatement => new ObjectStatement({ sql, values: [] }, run);
  const batch = async <T>(statements: SqlStatement[]): Promise<SqlResult<T>[]> => {
    const queries = statements.map(queryOf);
    return storage.transactionSync(() => queries.map((asked) => resultOf<T>(run(asked))));
  };
  return {
    prepare,
    batch,
    run: <T>(sql: string, ...values: unknown[]) =>
      prepare(sql)
        .bind(...values)
        .run<T>(),
    exec: async (script) => {
      const queries = splitStatements(script).map((sql) => ({ sql, values: [] }));
      const start = Date.now();
      storage.transactionSync(() => queries.map(run));
      return { count: queries.length, duration: Date.now() - start };
    },
    withSession: () => ({ prepare, batch, getBookmark: () => null }),
    dump: async () => {
      throw unsupportedMethod('dump()');
    },
  };
}
