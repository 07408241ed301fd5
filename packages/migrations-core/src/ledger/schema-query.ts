// Which objects of a database are the user's: all except the ledgers' tables, and those that SQLite and D1 keep for
// themselves.
import { quotedText } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import type { LedgerSettings } from './ledger-settings.ts';

/**
 * A SELECT of the user's objects, ordered by type and name: without the ledgers, SQLite's and D1's own objects, and
 * the indexes of constraints.
 */
export function schemaObjectsSql(settings: LedgerSettings): string {
  return `SELECT type, name, sql FROM sqlite_schema s WHERE ${isUserObject(settings, 's')} ORDER BY type, name`;
}

/** The condition for a row of sqlite_schema to be the user's. */
export function isUserObject(settings: LedgerSettings, row: string): string {
  // Table names are case-insensitive (sqlite.org/lang_naming.html).
  const ledgers = ledgerTables(settings).map(quotedText).join(', ');
  return (
    `${row}.name NOT GLOB 'sqlite_*' AND ${row}.name NOT GLOB '_cf_*' ` +
    `AND ${row}.tbl_name COLLATE NOCASE NOT IN (${ledgers})`
  );
}

/** The tables that migrations do not create: ours, and wrangler's even if it is not written. */
export function ledgerTables(settings: LedgerSettings): readonly string[] {
  return [settings.table, snapshotTableOf(settings), wranglerTableOf(settings)];
}

/** The table beside the ledger that stores the schema's snapshot. */
export function snapshotTableOf({ table }: Pick<LedgerSettings, 'table'>): string {
  return `${table}_schema`;
}

/**
 * wrangler's default name if none is given, so that the schema is the same with and without wrangler's configuration.
 */
export function wranglerTableOf({ wranglerTable }: LedgerSettings): string {
  return wranglerTable ?? 'd1_migrations';
}

/** One request. */
export async function readSchema(
  database: SqlDatabase,
  settings: LedgerSettings,
): Promise<readonly SchemaObject[]> {
  return (await database.prepare(schemaObjectsSql(settings)).all<SchemaObject>()).results;
}
