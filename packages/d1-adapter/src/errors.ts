// Every code and message of this package for what is wrong with the file. What is wrong with the SQL is said in
// D1's own words, in local/errors.ts.

import { messageOf, RoostError } from '@roostjs/internal-errors';

type Wording = {
  readonly code: string;
  readonly message: (path: string) => string;
  readonly hint: string;
};

const notSqlite: Wording = {
  code: 'DATABASE.NOT_SQLITE',
  message: (path) => `"${path}" is not a SQLite database.`,
  hint: 'Give the path of a SQLite file, or of a file that does not exist yet.',
};
const unreadable: Wording = {
  code: 'DATABASE.UNREADABLE',
  message: (path) => `The database "${path}" cannot be opened.`,
  hint:
    'Check that the path names a file, not a folder, that you may read it, and that its folder can be written to, where ' +
    'SQLite keeps its log.',
};
const readOnly: Wording = {
  code: 'DATABASE.READ_ONLY',
  message: (path) => `The database "${path}" cannot be written to: it is read-only.`,
  hint: 'Allow writing to the file and its folder, and try again.',
};
const busy: Wording = {
  code: 'DATABASE.BUSY',
  message: (path) =>
    `The database "${path}" stayed locked by another connection until the time to wait was over.`,
  hint: 'End the other process that writes to it, or give a longer busyTimeoutMs.',
};
const corrupt: Wording = {
  code: 'DATABASE.CORRUPT',
  message: (path) => `The database "${path}" is damaged.`,
  hint: 'Restore the file from a copy; `PRAGMA quick_check` tells what is wrong with it.',
};
const full: Wording = {
  code: 'DATABASE.FULL',
  message: (path) => `There is no room to write to the database "${path}".`,
  hint: 'Free some space on the disk, and try again: nothing of the failed write was kept.',
};
const inputOutput: Wording = {
  code: 'DATABASE.IO',
  message: (path) => `The disk failed while the database "${path}" was in use.`,
  hint: 'Check the disk, its room and the limit of a file, and that the file was not removed or replaced meanwhile.',
};
const notCreated: Wording = {
  code: 'DATABASE.NOT_CREATED',
  message: (path) => `The database "${path}" could not be created.`,
  hint: 'Check that its folder can be made and written to, and that its file system has hard links.',
};
const tooLarge: Wording = {
  code: 'DATABASE.TOO_LARGE',
  message: (path) => `The database "${path}" is too large to be copied into memory: it has more than 1 GiB.`,
  hint: 'Work on a copy with fewer rows.',
};
const closed: Wording = {
  code: 'DATABASE.CLOSED',
  message: (path) => `The database "${path}" was closed.`,
  hint: 'Close it behind its last use, or open it again.',
};

// By SQLite's primary result code (sqlite.org/rescode.html). The other codes are about the SQL.
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

/** What a result code says of the file, or undefined for one that is about the SQL. */
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

/** The log lies beside another name of the same file. */
export function logOfOtherName(path: string, other: string): RoostError {
  const message = `The database "${path}" is a hard link to '${other}', beside which its write-ahead log lies.`;
  const hint = 'Use that name: by this one SQLite does not find what the log holds.';
  return new RoostError({ code: unreadable.code, message, hint, details: { path, other } });
}

export function fileNotCreated(path: string, cause: unknown): RoostError {
  return failure(notCreated, path, cause);
}

export function databaseTooLarge(path: string, size: number): RoostError {
  return failure(tooLarge, path, new Error(`It has ${size} bytes.`));
}

export function databaseClosed(path: string): RoostError {
  return failure(closed, path);
}

function failure({ code, message, hint }: Wording, path: string, cause?: unknown): RoostError {
  const reason = cause === undefined ? {} : { reason: messageOf(cause) };
  return new RoostError({ code, message: message(path), hint, details: { path, ...reason }, cause });
}
