// What a rebuild needs to know about the current database: read once, before anything is written.
import { messageOf } from '@roostjs/internal-errors';
import { isSameName, literalOf } from '@roostjs/internal-sql';
import { assertedRead } from '../database/assertion.ts';
import type { SqlDatabase } from '../database/d1.ts';

/** A user's row of sqlite_schema; the indexes of constraints have no text and are not included. */
export type StoredObject = {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  /** The table or view that an index or a trigger is on. */
  readonly table: string;
  readonly sql: string;
};

export type StoredColumn = {
  /** The table or view. */
  readonly table: string;
  readonly name: string;
  readonly default: string | null;
  readonly isGenerated: boolean;
};

export type StoredForeignKey = {
  /** The child table, which has the foreign key. */
  readonly table: string;
  readonly parent: string;
  readonly from: string;
  /** null if it refers to the parent's primary key. */
  readonly to: string | null;
  readonly onDelete: string;
};

export type CurrentSchema = {
  /** In creation order. */
  readonly objects: readonly StoredObject[];
  readonly columns: readonly StoredColumn[];
  readonly foreignKeys: readonly StoredForeignKey[];
};

/** Everything except what belongs to SQLite and D1. The rebuild asserts what it depends on of it. */
export async function readCurrentSchema(database: Pick<SqlDatabase, 'prepare'>): Promise<CurrentSchema> {
  const read = async <T>(sql: string): Promise<readonly T[]> =>
    (await database.prepare(assertedRead(sql)).all<T>()).results;
  const objects = await read<StoredObject>(
    `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE ${userObjectsFilter} AND sql IS NOT NULL ORDER BY rowid`,
  );
  const foreignKeys = await read<StoredForeignKey>(
    `SELECT s.name AS "table", f."table" AS parent, f."from", f."to", f.on_delete AS onDelete
FROM (${tablesQuery}) AS s, pragma_foreign_key_list(s.name) AS f ORDER BY s.place, f.id, f.seq`,
  );
  const columns = await read<Omit<StoredColumn, 'isGenerated'> & { hidden: number }>(
    `SELECT s.name AS "table", c.name, c.dflt_value AS "default", c.hidden
FROM (${tablesQuery}) AS s, pragma_table_xinfo(s.name) AS c ORDER BY s.place, c.cid`,
  );
  return { objects, foreignKeys, columns: columns.map(toStoredColumn) };
}

export type Orphans = { readonly table: string; readonly rows: number };

/**
 * How many rows violate a foreign key, by table. A foreign key whose parent has no matching key is skipped: SQLite
 * cannot check its table, and the rebuild may be the fix. The rebuild asserts at its end that there are none.
 */
export async function readOrphans(
  database: Pick<SqlDatabase, 'prepare'>,
  names: readonly string[],
): Promise<readonly Orphans[]> {
  try {
    return await countOrphans(database, names);
  } catch (error) {
    if (!messageOf(error).includes('foreign key mismatch')) throw error;
    if (names.length === 1) return [];
    const found: Orphans[] = [];
    for (const name of names) found.push(...(await readOrphans(database, [name])));
    return found;
  }
}

async function countOrphans(
  database: Pick<SqlDatabase, 'prepare'>,
  names: readonly string[],
): Promise<readonly Orphans[]> {
  const values = names.map((name) => `(${literalOf(name)})`).join(', ');
  const { results } = await database
    .prepare(
      assertedRead(
        `SELECT t.column1 AS "table", count(*) AS rows FROM (VALUES ${values}) AS t, pragma_foreign_key_check(t.column1) GROUP BY 1`,
      ),
    )
    .all<Orphans>();
  return results;
}

export function columnsOf(schema: CurrentSchema, table: string): readonly StoredColumn[] {
  return schema.columns.filter((column) => isSameName(column.table, table));
}

/** Excludes what belongs to SQLite and D1. */
export const userObjectsFilter: string = "name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'";
/**
 * The tables that hold rows of their own. For a virtual table SQLite would have to load its module, which may be
 * missing.
 */
export const tablesQuery: string = `SELECT rowid AS place, name FROM sqlite_schema WHERE type = 'table' AND ${userObjectsFilter} AND sql NOT GLOB 'CREATE VIRTUAL*'`;

function toStoredColumn({
  hidden,
  ...column
}: Omit<StoredColumn, 'isGenerated'> & { hidden: number }): StoredColumn {
  // https://sqlite.org/pragma.html#pragma_table_xinfo: 2 and 3 are generated columns.
  return { ...column, isGenerated: hidden > 1 };
}
