// No transactions but D1's own.

import { type Rule, syntaxErrors } from './violation.ts';

const verbs: ReadonlySet<string> = new Set(['begin', 'commit', 'end', 'rollback', 'savepoint', 'release']);

// workerd, src/workerd/api/sql.c++ (SqlStorageRegulator::allowTransactions): the authorizer refuses them as they are
// compiled, so also behind EXPLAIN.
const text =
  'To execute a transaction, please use the state.storage.transaction() or state.storage.transactionSync() APIs ' +
  'instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The JavaScript API is safer because it will ' +
  "automatically roll back on exceptions, and because it interacts correctly with Durable Objects' automatic " +
  'atomic write coalescing.';

export const transactions: Rule = ({ verb }) =>
  verbs.has(verb) ? { rule: 'transaction', text, yieldsTo: syntaxErrors } : undefined;

// D1 runs every query within a transaction, where SQLite itself refuses VACUUM (sqlite.org/lang_vacuum.html).
export const vacuum: Rule = ({ verb, explained }) =>
  verb === 'vacuum' && !explained
    ? {
        rule: 'vacuum',
        text: 'cannot VACUUM from within a transaction: SQLITE_ERROR',
        yieldsTo: /^(?:near "|unrecognized token|incomplete input|unknown database)/,
      }
    : undefined;
