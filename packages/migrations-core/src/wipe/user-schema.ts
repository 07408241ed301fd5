// The user's part of a database: its tables, views and triggers, and which tables reference which.
import { nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { type ForeignKey, foreignKeysSql } from '../database/foreign-keys.ts';
import { isShadow } from '../database/shadow-tables.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { snapshotTableOf } from '../ledger/schema-query.ts';
import type { WipedObject } from './wipe.ts';

export type UserObject = WipedObject & {
  /** A virtual table's shadow tables are dropped with it, and not listed. */
  readonly isVirtual: boolean;
  /** SQLite regards it by its name as a shadow table, and refuses to drop it while the virtual table exists. */
  readonly looksLikeShadow: boolean;
};

export type UserSchema = {
  readonly objects: readonly UserObject[];
  readonly foreignKeys: readonly ForeignKey[];
};

/** Without the ledgers, and the tables that SQLite and D1 keep for themselves. One request, which writes nothing. */
export async function readUserSchema(database: SqlDatabase, settings: LedgerSettings): Promise<UserSchema> {
  const [objects, foreignKeys] = await database.batch([
    database.prepare(objectsSql),
    database.prepare(foreignKeysSql),
  ]);
  const found = objects?.results as ObjectRow[];
  const { table, wranglerTable } = settings;
  const ledgers = [table, snapshotTableOf(settings), wranglerTable].flatMap((name) =>
    name === null ? [] : nameKey(name),
  );
  return {
    objects: found
      .filter((object) => !isShadow(object, found) && !ledgers.includes(nameKey(object.owner)))
      .map(({ type, name, kind }) => ({
        type,
        name,
        isVirtual: kind === 'virtual',
        looksLikeShadow: kind === 'shadow',
      })),
    foreignKeys: foreignKeys?.results as ForeignKey[],
  };
}

type ObjectRow = {
  readonly type: WipedObject['type'];
  readonly name: string;
  readonly owner: string;
  readonly sql: string | null;
  readonly kind: string | null;
};

const objectsSql =
  'SELECT s.type, s.name, s.tbl_name AS owner, s.sql, l.type AS kind FROM sqlite_schema s ' +
  "LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name AND s.type = 'table' " +
  "WHERE s.type IN ('table', 'view', 'trigger') AND s.name NOT GLOB 'sqlite_*' AND s.name NOT GLOB '_cf_*' " +
  'ORDER BY s.type, s.name';
