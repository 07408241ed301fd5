// Checks whether a database file exists, and creates a new one. It never reads or writes an existing file.

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

// A database file has at least one page (sqlite.org/fileformat2.html). SQLite itself treats a file of one byte as an
// empty database, and would overwrite it.
const minPageSize = 512;

/** Whether the file exists. Throws if it cannot be examined or is too short for a database. */
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
    // `throwIfNoEntry: false` would also ignore ENOTDIR, but no file can ever be created below another file.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadableFile(path, cause);
  }
  // SQLite would open a pipe or a device as an empty database, and fail later as if the disk were broken.
  if (!found.isFile()) throw unreadableFile(path, new Error('It is not a regular file.'));
  if (found.nlink > 1) refuseLogOfOtherName(realpathSync.native(path), found);
  return found.size;
}

// SQLite finds the log by the name of its file. Under another hard link it would miss the log's content, and a write
// would damage the database.
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
 * Whether the file has a write-ahead log that may contain changes that are not in the file yet. Like SQLite, this
 * resolves a symbolic link first.
 */
export function hasWriteAheadLog(path: string): boolean {
  return (statSync(`${realpathSync.native(path)}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Creates an empty database and its folders as workerd does, with pages of 4096 bytes and a write-ahead log. The file
 * appears at the path complete or not at all. If another process creates it first, that file is kept.
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

/** The target of a symbolic link, which need not exist yet; for any other path, the path itself. */
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

/** Unlike a rename, a link does not replace a file that another process has created in the meantime. */
function linkIfAbsent(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}
