// Distinguishes PRAGMAs that only read from those that may write, by the names in SQLite's pragma.h.

import { nameOf } from './identifiers.ts';
import type { Token } from './token.ts';

// These may change the database even without a value. `journal_mode` is here because sqlite3_stmt_readonly() is false
// for it.
const writingPragmas: ReadonlySet<string> = new Set([
  'incremental_vacuum',
  'journal_mode',
  'optimize',
  'wal_checkpoint',
]);

// For these, the argument in parentheses selects what to read; for any other PRAGMA, it is a value to set.
const readOnlyWithArgument: ReadonlySet<string> = new Set([
  'foreign_key_check',
  'foreign_key_list',
  'index_info',
  'index_list',
  'index_xinfo',
  'integrity_check',
  'quick_check',
  'table_info',
  'table_list',
  'table_xinfo',
]);

/** Whether the PRAGMA changes nothing. `rest` has its tokens after the word PRAGMA, without spaces and comments. */
export function isReadOnlyPragma(sql: string, rest: readonly Token[]): boolean {
  const texts = rest.map((token) => sql.slice(token.start, token.end));
  const nameAt = texts[1] === '.' ? 2 : 0;
  const nameToken = rest[nameAt];
  const name = nameToken === undefined ? undefined : nameOf(sql, nameToken);
  if (name === undefined) return false;
  const [open, , close, ...more] = texts.slice(nameAt + 1);
  if (open === undefined) return !writingPragmas.has(name);
  return open === '(' && close === ')' && more.length === 0 && readOnlyWithArgument.has(name);
}
