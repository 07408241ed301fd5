import { prepare, type Sql, type SqlDatabase } from '../../database/d1.ts';
import { messageOf } from '../../errors.ts';

/** The database's error for a statement; null if it succeeds. */
export async function errorOf(database: SqlDatabase, sql: Sql): Promise<string | null> {
  try {
    await prepare(database, sql).run();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
