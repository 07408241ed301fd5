// The errors about the database file. Errors about the SQL have D1's own messages, which are in d1/errors.ts.

import { messageOf, RoostError } from '@roostjs/internal-errors';

type Wording = {
  readonly code: string;
  readonly message: (path: string) => string;
  readonly hint: string;
};

const notSqlite: Wording = {
  code: 'DATABASE.NOT_SQLITE',
  message: (path) => `"${path}" is not a SQLite database.`,
  hint: 'Use the path of a SQLite file, or of a file that does not exist yet.',
};
const unreadable: Wording = {
  code: 'DATABASE.UNREADABLE',
  message: (path) => `The database "${path}" cannot be opened.`,
  hint:
    'Check that the path is a file and not a folder, that you may read it, and that you may write to its folder, ' +
    'where SQLite keeps its log.',
};
const readOnly: Wording = {
  code: 'DATABASE.READ_ONLY',
  message: (path) => `The database "${path}" cannot be written to: it is read-only.`,
  hint: 'Make the file and its folder writable, and try again.',
};
const busy: Wording = {
  code: 'DATABASE.BUSY',
  message: (path) =>
    `The database "${path}" was still locked by another connection when the time limit was reached.`,
  hint: 'Stop the other process that writes to it, or set a longer busyTimeoutMs.',
};
const corrupt: Wording = {
  code: 'DATABASE.CORRUPT',
  message: (path) => `The database "${path}" is damaged.`,
  hint: 'Restore the file from a backup; `PRAGMA quick_check` reports what is wrong with it.',
};
const full: Wording = {
  code: 'DATABASE.FULL',
  message: (path) => `The disk is full: cannot write to the database "${path}".`,
  hint: 'Free some disk space and try again. The failed write was rolled back.',
};
const inputOutput: Wording = {
  code: 'DATABASE.IO',
  message: (path) => `A disk error occurred while using the database "${path}".`,
  hint: 'Check the disk, its free space and the file size limit, and that nothing removed or replaced the file.',
};
const notCreated: Wording = {
  code: 'DATABASE.NOT_CREATED',
  message: (path) => `The database "${path}" could not be created.`,
  hint: 'Check that its folder can be created and written to, and that its file system supports hard links.',
};
const tooLarge: Wording = {
  code: 'DATABASE.TOO_LARGE',
  message: (path) => `The database "${path}" is too large to copy into memory: it is larger than 1 GiB.`,
  hint: 'Use a copy of the database with fewer rows.',
};
const closed: Wording = {
  code: 'DATABASE.CLOSED',
  message: (path) => `The database "${path}" is closed.`,
  hint: 'Close it only after its last use, or open it again.',
};

// By SQLite's primary result code (sqlite.org/rescode.html). All other codes are about the SQL.
const wordingByResultCode: ReadonlyMap<string, Wording> = new Map([
  ['SQLITE_NOTADB', notSqlite],
  ['SQLITE_CANTOPEN', unreadable],
  ['SQLITE_PERM', unreadable],
  ['SQLITE_READONLY', readOnly],
  ['SQLITE_BUSY', busy],
  ['SQLITE_PROTOCOL', busy],
  ['SQLITE_CORRUPT', corrupt],
  ['SQLITE_FULL', full],
  ['SQLITE_IOERR', inputOutput],
]);

/** The error for a result code that is about the file; undefined for one that is about the SQL. */
export function fileFailure(resultCode: string, path: string, cause: unknown): RoostError | undefined {
  const wording = wordingByResultCode.get(resultCode);
  return wording === undefined ? undefined : failure(wording, path, cause);
}

export function notSqliteFile(path: string, cause?: unknown): RoostError {
  return failure(notSqlite, path, cause);
}

export function unreadableFile(path: string, cause: unknown): RoostError {
  return failure(unreadable, path, cause);
}

/** The write-ahead log is next to another hard link to the same file. */
export function logOfOtherName(path: string, other: string): RoostError {
  const message = `The database "${path}" is a hard link to '${other}', which has the write-ahead log.`;
  const hint = 'Use that name: SQLite does not find the log under this one.';
  return new RoostError({ code: unreadable.code, message, hint, details: { path, other } });
}

export function fileNotCreated(path: string, cause: unknown): RoostError {
  return failure(notCreated, path, cause);
}

export function databaseTooLarge(path: string, size: number): RoostError {
  return failure(tooLarge, path, new Error(`Its size is ${size} bytes.`));
}

export function databaseClosed(path: string): RoostError {
  return failure(closed, path);
}

function failure({ code, message, hint }: Wording, path: string, cause?: unknown): RoostError {
  const reason = cause === undefined ? {} : { reason: messageOf(cause) };
  return new RoostError({ code, message: message(path), hint, details: { path, ...reason }, cause });
}
