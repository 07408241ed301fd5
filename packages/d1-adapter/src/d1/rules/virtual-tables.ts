// D1 allows few kinds of virtual tables: workerd, src/workerd/util/sqlite.c++ (isAuthorized, SQLITE_CREATE_VTABLE).

import { creationOf } from '@roostjs/internal-sql';
import { notAuthorized, type Rule } from './violation.ts';

const allowed: ReadonlySet<string> = new Set(['fts5', 'fts5vocab', 'rtree', 'rtree_i32']);

export const virtualTables: Rule = (statement) => {
  const creation = creationOf(statement);
  if (creation?.kind !== 'virtual table') return undefined;
  const [using, kind] = statement.lexemes.slice(creation.next);
  if (using?.word !== 'using' || kind?.name === undefined) return undefined;
  if (allowed.has(kind.name.toLowerCase())) return undefined;
  return {
    rule: 'virtual-table',
    text: notAuthorized,
    sqliteErrorFirst: /^(?:near "|unrecognized token|unknown database|.* already exists$)/,
  };
};
