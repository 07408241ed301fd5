// Whether a database file is there, and how one comes into being. Nothing here reads or writes an existing one.

import { randomUUID } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { fileNotCreated, logOfOtherName, notSqliteFile, unreadableFile } from '../errors.ts';

// Every database file is at least one page long (sqlite.org/fileformat2.html). SQLite itself takes a file of one
// byte for an empty one, and would write over it.
const minPageSize = 512;

/** Whether a file is at the path; one that cannot be looked at, or is too short for a database, is an error. */
export function fileExists(path: string): boolean {
  const size = sizeOf(path);
  if (size !== undefined && size > 0 && size < minPageSize) throw notSqliteFile(path);
  return size !== undefined;
}

function sizeOf(path: string): number | undefined {
  let found: Stats;
  try {
    found = statSync(path);
  } catch (cause) {
    // Not `throwIfNoEntry: false`, which takes ENOTDIR for absence too: below a file there will never be one.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadableFile(path, cause);
  }
  // SQLite would take a pipe or a device for an empty database, and fail at it later as at a broken disk.
  if (!found.isFile()) throw unreadableFile(path, new Error('It is no file.'));
  if (found.nlink > 1) refuseLogOfOtherName(realpathSync.native(path), found);
  return found.size;
}

// SQLite finds a log by the name of its file. By another name of the same file it would miss what the log holds, and spoil it by writing.
function refuseLogOfOtherName(path: string, { dev, ino }: Stats): void {
  const folder = dirname(path);
  const others = readdirSync(folder).filter((name) => name !== basename(path));
  const other = others.find((name) => {
    const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return found?.ino === ino && found.dev === dev && hasWriteAheadLog(join(folder, name));
  });
  if (other !== undefined) throw logOfOtherName(path, other);
}

/**
 * Whether a write-ahead log lies beside the file that may hold what is not yet in it. SQLite follows a symbolic link first, and looks
 * beside the file that it leads to.
 */
export function hasWriteAheadLog(path: string): boolean {
  return (statSync(`${realpathSync.native(path)}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Makes an empty database, and the folders above it, as workerd does: pages of 4096 bytes and a write-ahead log.
 * It appears at the path whole or not at all, and whoever comes second keeps what the first one made.
 */
export function createDatabaseFile(path: string): void {
  try {
    const file = resolveLink(path);
    mkdirSync(dirname(file), { recursive: true });
    placeEmptyDatabase(file);
  } catch (cause) {
    throw fileNotCreated(path, cause);
  }
}

/** Where a symbolic link leads that leads to nothing yet, and of any other path the path itself. */
function resolveLink(path: string): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? resolveLink(resolve(realpathSync.native(dirname(path)), readlinkSync(path))) : path;
}

function placeEmptyDatabase(path: string): void {
  const draft = `${path}.${randomUUID()}.new`;
  try {
    writeEmptyDatabase(draft);
    linkIfAbsent(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeEmptyDatabase(path: string): void {
  const database = new SqliteDatabase(path);
  try {
    database.pragma('page_size = 4096');
    database.pragma('journal_mode = WAL');
  } finally {
    database.close();
  }
}

/** A rename would replace a file that another process has made meanwhile; a link does not. */
function linkIfAbsent(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}
