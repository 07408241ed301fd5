// AUTOINCREMENT counters, which do not decrease when rows are deleted (sqlite.org/autoinc.html).
import { literalOf, quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';

/**
 * The highest id that a table has ever had, if that row is gone: without the counter the next row would get it again.
 * A string of digits, since JavaScript's numbers cannot represent them all.
 */
export type Counter = { readonly table: string; readonly last: string };

type Counted = { readonly name: string; readonly key: string };

/** The counters of these tables. */
export async function readHigherCounters(
  database: SqlDatabase,
  tables: readonly string[],
): Promise<readonly Counter[]> {
  const exists = await database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").first();
  if (exists === null) return [];
  const { results } = await database
    .prepare(
      'SELECT s.name AS name, k.name AS key FROM sqlite_sequence AS s, pragma_table_xinfo(s.name) AS k WHERE k.pk = 1',
    )
    .all<Counted>();
  const counters: Counter[] = [];
  for (const { name, key } of results.filter((counted) => tables.includes(counted.name))) {
    const last = await database.prepare(higherCounterSql(key, name)).bind(name).first<string>('last');
    if (last !== null) counters.push({ table: name, last });
  }
  return counters.sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** `isCounting`: whether rows that were written have already created the table's counter. */
export function counterStatement({ table, last }: Counter, isCounting: boolean): string {
  return isCounting
    ? `UPDATE sqlite_sequence SET seq = ${last} WHERE name = ${literalOf(table)}`
    : `INSERT INTO sqlite_sequence (name, seq) VALUES (${literalOf(table)}, ${last})`;
}

function higherCounterSql(key: string, table: string): string {
  return (
    'SELECT CAST(seq AS TEXT) AS last FROM sqlite_sequence WHERE name = ? ' +
    `AND seq > (SELECT coalesce(max(${quotedName(key)}), 0) FROM ${quotedName(table)})`
  );
}
