// A database file as one piece of memory, as it is now: what stands in its write-ahead log counts.
import type SqliteDatabase from 'better-sqlite3';
import { databaseTooLarge } from '../errors.ts';
import type { Connection } from './connection.ts';
import { toFailure } from './sqlite-error.ts';

// What SQLite lets a database in memory grow to (sqlite.org/compile.html, SQLITE_MEMDB_DEFAULT_MAXSIZE).
const maxBytes = 1_073_741_824;

/** undefined where there is no file, or nothing in it. Closes the connection. */
export function serializeFile(connection: Connection): Buffer | undefined {
  try {
    return connection.transaction('read', (sqlite) => {
      const size = numberOf(sqlite, 'page_count') * numberOf(sqlite, 'page_size');
      if (size > maxBytes) throw databaseTooLarge(connection.path, size);
      return { kind: 'done', result: size === 0 ? undefined : withoutLog(sqlite.serialize()) };
    });
  } catch (thrown) {
    throw toFailure(thrown, connection.path);
  } finally {
    connection.close();
  }
}

function numberOf(sqlite: SqliteDatabase.Database, pragma: 'page_count' | 'page_size'): number {
  return sqlite.pragma(pragma, { simple: true }) as number;
}

// A database in memory has no write-ahead log, and these two bytes ask for one (sqlite.org/c3ref/deserialize.html).
function withoutLog(image: Buffer): Buffer {
  return image.fill(1, 18, 20);
}
