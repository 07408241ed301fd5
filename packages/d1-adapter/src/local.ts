// The entry of `@roostjs/d1-adapter/local`: a D1Database backed by a SQLite file. Only this entry loads better-sqlite3.

import { resolve } from 'node:path';
import { D1Database } from './d1/database.ts';
import type { Runner } from './d1/query.ts';
import type { D1Database as D1DatabaseShape } from './d1.ts';
import { bookmarkOf } from './local/bookmark.ts';
import { Connection, inMemory } from './local/connection.ts';
import type { Dialect } from './local/dialect.ts';
import { runQueries } from './local/run.ts';
import { serializeFile } from './local/serialize.ts';
import { milliseconds } from './milliseconds.ts';

/** The file, and how long to wait while another process writes to it. */
export type LocalD1Options = {
  readonly path: string;
  /**
   * A whole number of milliseconds, 0 or more; 30,000 by default. The wait blocks the thread, as SQLite always does.
   */
  readonly busyTimeoutMs?: number;
  /** `false` also runs what only D1 rejects, except transactions; for files that never go to D1. */
  readonly d1Rules?: boolean;
  /**
   * Called before each call runs, which waits for the promise if it returns one: a turn of the event loop, for example,
   * without which no timer and no signal is heard while SQLite works. By default, a call has finished by the time it
   * returns its promise.
   */
  readonly pause?: () => Promise<void> | undefined;
};

/** A D1Database that keeps its file open until it is closed. */
export interface LocalD1Database extends D1DatabaseShape {
  /** Closes the file. Later calls fail with DATABASE.CLOSED, except close(), which does nothing. */
  close(): void;
}

const defaultBusyTimeoutMs = 30_000;

/**
 * The SQLite file at `path` as a D1Database. The first use opens it, and the first write creates it and its folder;
 * until then, a missing file reads as an empty database. Errors in the SQL are D1's own; errors about the file have
 * one of the DATABASE.* codes.
 */
export function openLocalD1(options: LocalD1Options): LocalD1Database {
  const { path, busyTimeoutMs = defaultBusyTimeoutMs } = options;
  return databaseOver(
    new Connection(resolve(path), milliseconds('busyTimeoutMs', busyTimeoutMs, 0)),
    options,
  );
}

/** An empty D1Database in memory, which is lost when it is closed. */
export function openMemoryD1(options: Pick<LocalD1Options, 'd1Rules' | 'pause'> = {}): LocalD1Database {
  return databaseOver(new Connection(inMemory, defaultBusyTimeoutMs), options);
}

/**
 * A copy in memory of the SQLite file at `path` as it is now, its write-ahead log included. The file does not change,
 * and the copy is lost when it is closed. Throws the DATABASE.* codes, and DATABASE.TOO_LARGE above 1 GiB.
 */
export function openLocalCopy(options: LocalD1Options): LocalD1Database {
  const { path, busyTimeoutMs = defaultBusyTimeoutMs } = options;
  const image = serializeFile(new Connection(resolve(path), milliseconds('busyTimeoutMs', busyTimeoutMs, 0)));
  return databaseOver(new Connection(inMemory, busyTimeoutMs, image), options);
}

function databaseOver(
  connection: Connection,
  { d1Rules = true, pause = () => undefined }: Pick<LocalD1Options, 'd1Rules' | 'pause'>,
): LocalD1Database {
  const dialect: Dialect = d1Rules ? 'd1' : 'sqlite';
  const run: Runner = async (queries) => {
    const pausing = pause();
    if (pausing !== undefined) await pausing;
    return runQueries(connection, queries, dialect);
  };
  const database = new D1Database(run, () => bookmarkOf(connection.transactions));
  return Object.assign(database, { close: () => connection.close() });
}
