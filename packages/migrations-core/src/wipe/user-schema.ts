// The user's part of a database: its tables, views and triggers, and which tables reference which.
import { nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { ForeignKey } from '../database/foreign-keys.ts';
import { isShadow } from '../database/shadow-tables.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { snapshotTableOf } from '../ledger/schema-query.ts';
import type { WipedObject } from './wipe.ts';

export type UserObject = WipedObject & {
  /**
   * Of a table, its type as pragma_table_list reports it. A virtual table's shadow tables are dropped with it, and not
   * listed: one that is listed as `shadow` is regarded as one by SQLite because of its name, and cannot be dropped while
   * the virtual table exists.
   */
  readonly kind: string | null;
};

export type WipedForeignKey = ForeignKey & {
  /** The parent's columns as a JSON array: null for those of its primary key, if the foreign key names none. */
  readonly columns: string;
};

export type UserSchema = {
  readonly objects: readonly UserObject[];
  readonly foreignKeys: readonly WipedForeignKey[];
};

/** Without the ledgers, and the tables that SQLite and D1 keep for themselves. One request, which writes nothing. */
export async function readUserSchema(database: SqlDatabase, settings: LedgerSettings): Promise<UserSchema> {
  const [objects, foreignKeys] = await database.batch([
    database.prepare(objectsSql),
    database.prepare(foreignKeysSql),
  ]);
  const found = objects?.results as ObjectRow[];
  const { table, wranglerTable } = settings;
  const ledgers = [table, snapshotTableOf(settings), wranglerTable ?? table].map(nameKey);
  return {
    objects: found.filter((object) => !isShadow(object, found) && !ledgers.includes(nameKey(object.owner))),
    foreignKeys: foreignKeys?.results as WipedForeignKey[],
  };
}

type ObjectRow = UserObject & { readonly owner: string; readonly sql: string | null };

const objectsSql =
  'SELECT s.type, s.name, s.tbl_name AS owner, s.sql, l.type AS kind FROM sqlite_schema s ' +
  "LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name AND s.type = 'table' " +
  "WHERE s.type IN ('table', 'view', 'trigger') AND s.name NOT GLOB 'sqlite_*' AND s.name NOT GLOB '_cf_*' " +
  'ORDER BY s.type DESC, s.name';

const foreignKeysSql =
  'SELECT s.name AS child, f."table" AS parent, f.on_delete AS onDelete, json_group_array(f."to") AS columns ' +
  'FROM sqlite_schema s, pragma_foreign_key_list(s.name) f ' +
  "WHERE s.type = 'table' AND s.name NOT GLOB '_cf_*' GROUP BY 1, f.id";
