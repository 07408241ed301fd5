// Where a driver of ours differs from a Worker's binding, by the title of the call. Everything else must be equal.

import type { CallOutcome } from './call.ts';

// JSON passes the lone surrogate to D1. SQLite stores its three bytes and returns three replacement characters.
const halfSurrogatePair: Readonly<Record<string, CallOutcome>> = {
  'half a surrogate pair becomes a replacement character': {
    kind: 'value',
    value: {
      success: true,
      results: [{ value: '\ufffd', type: 'text', length: 1 }],
      changes: 0,
      last_row_id: 1,
    },
  },
};

const tooBig: CallOutcome = {
  kind: 'error',
  name: 'Error',
  message: 'D1_ERROR: string or blob too big: SQLITE_TOOBIG',
  cause: 'string or blob too big: SQLITE_TOOBIG',
};

const execOfOne: CallOutcome = { kind: 'value', value: { count: 1 } };

// Miniflare skips a text of line comments only since 5.20261117; this one is older.
const newerMiniflare: Readonly<Record<string, CallOutcome>> = {
  'a line comment is no statement': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: No SQL statements detected.',
    cause: 'No SQL statements detected.',
  },
  'exec refuses a line with only a comment': execOfOne,
  'exec refuses a comment as its last line': execOfOne,
};

export const localDifferences: Readonly<Record<string, CallOutcome>> = {
  ...halfSurrogatePair,
  ...newerMiniflare,
  // The driver does not check which functions a view calls.
  'a refused function in a view is refused when it is read': {
    kind: 'value',
    value: { success: true, results: [{ p: 8 }], changes: 0, last_row_id: 1 },
  },
  // The driver checks the text of a pattern, not whether it is evaluated for a row.
  'a pattern that no row meets is run': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: LIKE or GLOB pattern too complex: SQLITE_ERROR',
    cause: 'LIKE or GLOB pattern too complex: SQLITE_ERROR',
  },
  'a pattern that is computed is refused': {
    kind: 'value',
    value: { success: true, results: [{ a: 0 }], changes: 0, last_row_id: 1 },
  },
  'a pattern in a view is refused when it is read': {
    kind: 'value',
    value: { success: true, results: [{ a: 0 }], changes: 0, last_row_id: 1 },
  },
  // Cloudflare documents 2,000,000 bytes. workerd accepted at most 2,200,000, and now accepts 8,388,642.
  'a text of 2,200,001 bytes is refused': tooBig,
  'a text of 1,100,001 characters of 2 bytes is refused': tooBig,
  'a text that is too big is refused where it is not used': tooBig,
  'a result that is too big is refused': tooBig,
  // D1's message: too many levels of trigger recursion.
  'a cascade of more than ten levels is refused': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: no such column: nope at offset 7: SQLITE_ERROR',
    cause: 'no such column: nope at offset 7: SQLITE_ERROR',
  },
  // A definition is stored as it was compiled, with single quotes.
  'a CHECK with a text in double quotes refuses': {
    kind: 'error',
    name: 'Error',
    message:
      "D1_ERROR: CHECK constraint failed: a <> 'bad': SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)",
    cause: "CHECK constraint failed: a <> 'bad': SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)",
  },
  'a definition is kept with its double quotes': {
    kind: 'value',
    value: {
      success: true,
      results: [{ sql: "CREATE TABLE made (a, b AS ('pre' || a))" }],
      changes: 0,
      last_row_id: 1,
    },
  },
  'a column of a view that is named by a text in double quotes is read': {
    kind: 'value',
    value: { success: true, results: [{ "'abc'": 'abc' }], changes: 0, last_row_id: 1 },
  },
  // In the columns of an index, a single-quoted string is a name.
  'an index on a text in double quotes is made': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: no such column: nope at offset 21: SQLITE_ERROR',
    cause: 'no such column: nope at offset 21: SQLITE_ERROR',
  },
};

// Numbers, NULL and blobs are written into the statement.
export const devDifferences: Readonly<Record<string, CallOutcome>> = {
  ...halfSurrogatePair,
  ...newerMiniflare,
  'a session has a bookmark from its first query on': { kind: 'value', value: { before: null, after: null } },
  // A column without an alias is named by its expression.
  'plain question marks are filled in order': {
    kind: 'value',
    value: {
      success: true,
      results: [{ '1.0': 1, '?': 'two', 'typeof( NULL )': 'null' }],
      changes: 0,
      last_row_id: 1,
    },
  },
  // The offset refers to the text as sent.
  'an offset behind a parameter is counted in the text as it was given': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: no such column: nope at offset 19: SQLITE_ERROR',
    cause: 'no such column: nope at offset 19: SQLITE_ERROR',
  },
};

// The API trims white space too.
export const remoteDifferences: Readonly<Record<string, CallOutcome>> = {
  ...devDifferences,
  'an offset counts a semicolon before the statement': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: near "SELEC": syntax error at offset 0: SQLITE_ERROR',
    cause: 'near "SELEC": syntax error at offset 0: SQLITE_ERROR',
  },
  'an offset counts white space before the first statement': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: near "SELEC": syntax error at offset 0: SQLITE_ERROR',
    cause: 'near "SELEC": syntax error at offset 0: SQLITE_ERROR',
  },
};
