// Reads the columns of the user's tables and views. Writes nothing.
import type { SqlDatabase } from '../database/d1.ts';

export type StoredColumn = {
  readonly name: string;
  /** As declared; of a view's column as SQLite derives it, empty for most expressions. */
  readonly type: string;
  readonly isNotNull: boolean;
  /** The expression after DEFAULT, without parentheses around it; null if there is none. */
  readonly defaultText: string | null;
  readonly isGenerated: boolean;
  readonly isPrimaryKey: boolean;
  readonly isRowId: boolean;
};

type ColumnRow = {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
  readonly hidden: number;
  readonly hasKeyIndex: number;
};

// Hidden columns of virtual tables (hidden = 1) are not in `SELECT *`.
const columnsSql =
  'SELECT c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden, ' +
  "EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk') AS hasKeyIndex " +
  'FROM pragma_table_xinfo(?1) c WHERE c.hidden <> 1 ORDER BY c.cid';

/** One request. Throws the database's error for a view that cannot be read. */
export async function readColumns(database: SqlDatabase, name: string): Promise<readonly StoredColumn[]> {
  const { results } = await database.prepare(columnsSql).bind(name).all<ColumnRow>();
  return results.map(toStoredColumn);
}

function toStoredColumn({
  name,
  type,
  notnull,
  dflt_value,
  pk,
  hidden,
  hasKeyIndex,
}: ColumnRow): StoredColumn {
  // https://sqlite.org/lang_createtable.html#rowid: only a primary key that is the row id has no index.
  const isRowId = pk > 0 && hasKeyIndex === 0;
  const defaultText = /^null$/i.test(dflt_value ?? '') ? null : dflt_value;
  // https://sqlite.org/pragma.html#pragma_table_xinfo: 2 and 3 are generated columns.
  const isGenerated = hidden > 1;
  return { name, type, isNotNull: notnull === 1, defaultText, isGenerated, isPrimaryKey: pk > 0, isRowId };
}
