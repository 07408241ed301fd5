// Reads a database file into memory as it is now, its write-ahead log included.
import type SqliteDatabase from 'better-sqlite3';
import { databaseTooLarge } from '../errors.ts';
import type { Connection } from './connection.ts';
import { toFailure } from './sqlite-error.ts';

// The maximum size of a database in memory (sqlite.org/compile.html, SQLITE_MEMDB_DEFAULT_MAXSIZE).
const maxBytes = 1_073_741_824;

/** The file's content, or undefined if the file is missing or empty. Closes the connection. */
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

// A database in memory cannot have a write-ahead log, which these two bytes may ask for
// (sqlite.org/c3ref/deserialize.html).
function withoutLog(image: Buffer): Buffer {
  return image.fill(1, 18, 20);
}
