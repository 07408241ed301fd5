// An object's SQLite storage in the shape of a D1Database.
import { splitStatements } from '@roostjs/internal-sql';
import type { SqlDatabase, SqlStatement } from '../database/d1.ts';
import type { MigrationDatabase } from '../migration/migration.ts';
import { unsupportedMethod } from '../record/errors.ts';
import { type Query, query } from './query.ts';
import { ObjectStatement, queryOf, resultOf } from './statement.ts';
import type { ObjectStorage } from './storage.ts';

/** As much of it as core needs. */
export function sqlDatabase(storage: ObjectStorage): SqlDatabase {
  const run = (asked: Query) => query(storage, asked);
  return {
    prepare: (sql) => new ObjectStatement({ sql, values: [] }, run),
    batch: async <T>(statements: SqlStatement[]) => {
      const queries = statements.map(queryOf);
      return storage.transactionSync(() => queries.map((asked) => resultOf<T>(run(asked))));
    },
  };
}

/**
 * The storage as a database with D1's methods, values and counts: `true` is bound as 1, blobs are read as lists of
 * bytes, undefined and BigInt are refused. A batch commits as a whole or not at all. Errors have the storage's own
 * texts.
 */
export function objectDatabase(storage: ObjectStorage): MigrationDatabase {
  const database = sqlDatabase(storage);
  return {
    ...database,
    run: <T>(sql: string, ...values: unknown[]) =>
      database
        .prepare(sql)
        .bind(...values)
        .run<T>(),
    exec: async (script) => {
      const statements = splitStatements(script).map(database.prepare);
      const start = Date.now();
      await database.batch(statements);
      return { count: statements.length, duration: Date.now() - start };
    },
    withSession: () => ({ ...database, getBookmark: () => null }),
    dump: async () => {
      throw unsupportedMethod('dump()');
    },
  };
}
