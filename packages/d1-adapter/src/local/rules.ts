// The statements that D1 refuses and SQLite would run. One rule for each, with its source; pure.

import { type Command, commandOf } from '../d1/command.ts';
import { sqliteText } from '../d1/errors.ts';

/** D1's words for refusing the command, or undefined. */
type Rule = (command: Command) => string | undefined;

// workerd, src/workerd/api/sql.c++: the authorizer refuses them as they are compiled, so also behind EXPLAIN.
const transactionText =
  'To execute a transaction, please use the state.storage.transaction() or state.storage.transactionSync() APIs ' +
  'instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The JavaScript API is safer because it will ' +
  "automatically roll back on exceptions, and because it interacts correctly with Durable Objects' automatic " +
  'atomic write coalescing.';
const transactionVerbs: ReadonlySet<string> = new Set([
  'begin',
  'commit',
  'end',
  'rollback',
  'savepoint',
  'release',
]);
const noTransactions: Rule = ({ verb }) => (transactionVerbs.has(verb) ? transactionText : undefined);

// workerd, src/workerd/util/sqlite.c++: no second database, by its authorizer.
const noOtherDatabases: Rule = ({ verb }) =>
  verb === 'attach' || verb === 'detach' ? sqliteText('not authorized', 'SQLITE_AUTH', undefined) : undefined;

// D1 runs every query within a transaction, where SQLite itself refuses VACUUM (sqlite.org/lang_vacuum.html).
const noVacuum: Rule = ({ verb, explained }) =>
  verb === 'vacuum' && !explained
    ? sqliteText('cannot VACUUM from within a transaction', 'SQLITE_ERROR', undefined)
    : undefined;

const rules: readonly Rule[] = [noTransactions, noOtherDatabases, noVacuum];

/** D1's words for refusing the statement, or undefined where no rule has a say. */
export function refusalOf(statement: string): string | undefined {
  const command = commandOf(statement);
  for (const rule of rules) {
    const refusal = rule(command);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
