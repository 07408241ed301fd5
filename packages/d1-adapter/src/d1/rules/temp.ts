// Nothing temporary: workerd, src/workerd/util/sqlite.c++ (isAuthorizedTemp, SQLITE_CREATE_TEMP_*).

import { creationOf } from '@roostjs/internal-sql';
import { noComplaint, notAuthorized, type Rule, syntaxErrors } from './violation.ts';

export const temp: Rule = (statement) => {
  const creation = creationOf(statement);
  // SQLite itself refuses an index there, and TEMP before another database's name.
  if (creation === undefined || creation.kind === 'index') return undefined;
  const { kind, schema, temporary } = creation;
  if (schema === undefined ? !temporary : schema !== 'temp') return undefined;
  return { rule: 'temp', text: notAuthorized, yieldsTo: complaintsBefore[kind] };
};

// SQLite asks the authorizer as soon as it has read the name of a table, and of a view once it has read all of it.
const complaintsBefore = {
  table: noComplaint,
  'virtual table': /^near "/,
  view: syntaxErrors,
  trigger: /^no such table/,
} as const;
