// The entry of `@roostjs/d1-adapter/local`: a D1Database over a SQLite file. This entry alone loads better-sqlite3.

import { resolve } from 'node:path';
import { D1Database } from './d1/database.ts';
import type { Runner } from './d1/query.ts';
import type { D1Database as D1DatabaseShape } from './d1.ts';
import { bookmarkOf } from './local/bookmark.ts';
import { Connection, inMemory } from './local/connection.ts';
import { imageOf } from './local/serialize.ts';
import { runQueries } from './local/run.ts';
import type { Strictness } from './local/dialect.ts';
import { milliseconds } from './milliseconds.ts';

/** Which file, and how long to wait for another process that writes to it. */
export type LocalD1Options = {
  readonly path: string;
  /** Milliseconds, a whole number from 0 up; 30,000 unless given. The wait blocks the thread, as all of SQLite does. */
  readonly busyTimeoutMs?: number;
  /** `false` runs what SQLite runs and D1 would refuse, transactions excepted; for files that never go to D1. */
  readonly d1Rules?: boolean;
};

/** A D1Database that holds a file open until it is closed. */
export interface LocalD1Database extends D1DatabaseShape {
  /** Lets go of the file; whatever is asked afterwards is refused with DATABASE.CLOSED. May be called again. */
  close(): void;
}

const defaultBusyTimeoutMs = 30_000;

/**
 * The SQLite file at `path` as a D1Database. The first use opens it, and the first write creates it with its
 * folder; until then a missing file reads as an empty database. SQL fails with D1's own errors, and a file that
 * cannot be used with one of the DATABASE.* codes.
 */
export function openLocalD1(options: LocalD1Options): LocalD1Database {
  const { path, busyTimeoutMs = defaultBusyTimeoutMs, d1Rules = true } = options;
  return databaseOver(
    new Connection(resolve(path), milliseconds('busyTimeoutMs', busyTimeoutMs, 0)),
    d1Rules ? 'd1' : 'sqlite',
  );
}

/** An empty D1Database in memory, with D1's rules unless they are turned off, that is gone when it is closed. */
export function openMemoryD1({ d1Rules = true }: Pick<LocalD1Options, 'd1Rules'> = {}): LocalD1Database {
  return databaseOver(new Connection(inMemory, defaultBusyTimeoutMs), d1Rules ? 'd1' : 'sqlite');
}

/**
 * A copy of the SQLite file at `path`, as it is now, in memory: its write-ahead log counts, nothing of the file changes,
 * and the copy is gone when it is closed. Throws the DATABASE.* codes, and DATABASE.TOO_LARGE above 1 GiB.
 */
export function openLocalCopy(options: LocalD1Options): LocalD1Database {
  const { path, busyTimeoutMs = defaultBusyTimeoutMs, d1Rules = true } = options;
  const image = imageOf(new Connection(resolve(path), milliseconds('busyTimeoutMs', busyTimeoutMs, 0)));
  return databaseOver(new Connection(inMemory, busyTimeoutMs, image), d1Rules ? 'd1' : 'sqlite');
}

function databaseOver(connection: Connection, strictness: Strictness): LocalD1Database {
  // SQLite blocks: a call has run by the time that it returns its promise.
  const run: Runner = async (queries) => runQueries(connection, queries, strictness);
  const database = new D1Database(run, () => bookmarkOf(connection.transactions));
  return Object.assign(database, { close: () => connection.close() });
}
