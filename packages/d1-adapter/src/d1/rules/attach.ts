// D1 rejects ATTACH and DETACH: workerd, src/workerd/util/sqlite.c++ (isAuthorized, SQLITE_ATTACH and SQLITE_DETACH).

import { notAuthorized, type Rule, syntaxErrors } from './violation.ts';

export const attach: Rule = ({ verb }) =>
  verb === 'attach' || verb === 'detach'
    ? { rule: 'database', text: notAuthorized, sqliteErrorFirst: syntaxErrors }
    : undefined;
