// No second database: workerd, src/workerd/util/sqlite.c++ (isAuthorized, SQLITE_ATTACH and SQLITE_DETACH).

import { notAuthorized, type Rule, syntaxErrors } from './violation.ts';

export const databases: Rule = ({ verb }) =>
  verb === 'attach' || verb === 'detach'
    ? { rule: 'database', text: notAuthorized, yieldsTo: syntaxErrors }
    : undefined;
