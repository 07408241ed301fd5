// D1's limit on the columns of a table, for ALTER TABLE (workerd, src/workerd/util/sqlite.c++, setupSecurity,
// SQLITE_LIMIT_COLUMN). Whether a statement exceeds it depends on the table.

import { statementOf, targetAt } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { maxColumns } from '../d1/rules/select-limits.ts';

/** D1's error message for a statement that adds a column too many. */
export function columnLimitRefusal(sqlite: SqliteDatabase.Database, text: string): string | undefined {
  if (!/\balter\b/i.test(text)) return undefined;
  const { verb, lexemes, explained } = statementOf(text);
  const table = verb === 'alter' && !explained ? targetAt(lexemes, 2) : undefined;
  if (table === undefined || lexemes[table.next]?.word !== 'add') return undefined;
  const columns = sqlite.prepare('SELECT count(*) FROM pragma_table_xinfo(?)').pluck().get(table.name);
  if (typeof columns !== 'number' || columns < maxColumns) return undefined;
  // SQLite builds the new table in memory, under this internal name (sqlite3AlterBeginAddColumn in its alter.c).
  return `too many columns on sqlite_altertab_${table.name}: SQLITE_ERROR`;
}
