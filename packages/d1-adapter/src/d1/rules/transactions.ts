// D1 rejects explicit transactions, and VACUUM.

import { type Rule, syntaxErrors } from './violation.ts';

const verbs: ReadonlySet<string> = new Set(['begin', 'commit', 'end', 'rollback', 'savepoint', 'release']);

// workerd, src/workerd/api/sql.c++ (SqlStorageRegulator::allowTransactions): the authorizer rejects them when they are
// compiled, so EXPLAIN fails too.
const text =
  'To execute a transaction, please use the state.storage.transaction() or state.storage.transactionSync() APIs ' +
  'instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The JavaScript API is safer because it will ' +
  "automatically roll back on exceptions, and because it interacts correctly with Durable Objects' automatic " +
  'atomic write coalescing.';

export const transactions: Rule = ({ verb }) =>
  verbs.has(verb) ? { rule: 'transaction', text, sqliteErrorFirst: syntaxErrors } : undefined;

// D1 runs every query in a transaction, in which SQLite itself rejects VACUUM (sqlite.org/lang_vacuum.html).
export const vacuum: Rule = ({ verb, explained }) =>
  verb === 'vacuum' && !explained
    ? {
        rule: 'vacuum',
        text: 'cannot VACUUM from within a transaction: SQLITE_ERROR',
        sqliteErrorFirst: /^(?:near "|unrecognized token|incomplete input|unknown database)/,
      }
    : undefined;
