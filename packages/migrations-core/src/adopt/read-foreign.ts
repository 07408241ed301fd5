// Reads what the ledgers of other tools list as applied. Writes nothing.
import { quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { ForeignEntry, ForeignLedger, Row } from './foreign-ledgers.ts';

export type ForeignHistory = {
  readonly ledger: ForeignLedger;
  readonly entries: readonly ForeignEntry[];
  /** The migrations that were started and not finished. */
  readonly unfinished: readonly string[];
};

/** One request; none without a ledger. */
export async function readHistories(
  database: SqlDatabase,
  ledgers: readonly ForeignLedger[],
): Promise<readonly ForeignHistory[]> {
  if (ledgers.length === 0) return [];
  const results = await database.batch<Row>(
    ledgers.map(({ table, order }) =>
      database.prepare(`SELECT * FROM ${quotedName(table)} ORDER BY ${order}`),
    ),
  );
  return ledgers.map((ledger, index) => historyIn(ledger, results[index]?.results ?? []));
}

/** The table's columns; null if there is no such table. One request. */
export async function readColumns(database: SqlDatabase, table: string): Promise<readonly string[] | null> {
  const { results } = await database
    .prepare('SELECT name FROM pragma_table_info(?)')
    .bind(table)
    .all<{ name: string }>();
  return results.length === 0 ? null : results.map(({ name }) => name);
}

function historyIn(ledger: ForeignLedger, rows: readonly Row[]): ForeignHistory {
  return {
    ledger,
    entries: rows.flatMap((row) => ledger.entryOf(row) ?? []),
    unfinished: rows.flatMap((row) => ledger.unfinished?.(row) ?? []),
  };
}
