// Where the remote driver gives something else than a Worker's binding does, because numbers, NULL and blobs are written
// into the statement and because the API cuts white space off. By the title of the call; all else has to be equal.

import type { CallOutcome } from './call.ts';

export const remoteDifferences: Readonly<Record<string, CallOutcome>> = {
  // A column without a name of its own is named by its expression.
  'plain question marks are filled in order': {
    kind: 'value',
    value: {
      success: true,
      results: [{ '1.0': 1, '?': 'two', 'typeof( NULL )': 'null' }],
      changes: 0,
      last_row_id: 1,
    },
  },
  // The offset is that in the text that was sent.
  'an offset behind a parameter is counted in the text as it was given': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: no such column: nope at offset 19: SQLITE_ERROR',
    cause: 'no such column: nope at offset 19: SQLITE_ERROR',
  },
  'an offset counts white space before the first statement': {
    kind: 'error',
    name: 'Error',
    message: 'D1_ERROR: near "SELEC": syntax error at offset 0: SQLITE_ERROR',
    cause: 'near "SELEC": syntax error at offset 0: SQLITE_ERROR',
  },
};
