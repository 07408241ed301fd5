// D1 rejects temporary tables, views and triggers: workerd, src/workerd/util/sqlite.c++ (isAuthorizedTemp,
// SQLITE_CREATE_TEMP_*).

import { creationOf } from '@roostjs/internal-sql';
import { noError, notAuthorized, type Rule, syntaxErrors } from './violation.ts';

export const temp: Rule = (statement) => {
  const creation = creationOf(statement);
  // SQLite itself rejects a temporary index, and TEMP together with another database's name.
  if (creation === undefined || creation.kind === 'index') return undefined;
  const { kind, schema, temporary } = creation;
  if (schema === undefined ? !temporary : schema !== 'temp') return undefined;
  return { rule: 'temp', text: notAuthorized, sqliteErrorFirst: errorsBefore[kind] };
};

// SQLite calls the authorizer after the name of a table, and of a view only after its whole text.
const errorsBefore = {
  table: noError,
  'virtual table': /^near "/,
  view: syntaxErrors,
  trigger: /^no such table/,
} as const;
