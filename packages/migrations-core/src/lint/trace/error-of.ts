import { prepare, type Sql, type SqlDatabase } from '../../database/d1.ts';
import { messageOf } from '../../errors.ts';

/** What the database says to a statement; null where it takes it. */
export async function errorOf(database: SqlDatabase, sql: Sql): Promise<string | null> {
  try {
    await prepare(database, sql).run();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
