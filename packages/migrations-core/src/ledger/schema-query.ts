// Which objects of a database are the user's: all but the ledgers' tables, and what SQLite and D1 keep for themselves.
import { quotedText } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import type { LedgerSettings } from './ledger-settings.ts';

/**
 * The objects by type and name, as a SELECT: everything but the ledgers and what SQLite, D1 and the indexes of
 * constraints make by themselves.
 */
export function schemaObjectsSql(setting: LedgerSettings): string {
  return `SELECT type, name, sql FROM sqlite_schema s WHERE ${isUserObject(setting, 's')} ORDER BY type, name`;
}

/** The condition for a row of sqlite_schema to be the user's. */
export function isUserObject(setting: LedgerSettings, row: string): string {
  // Names of tables know no capitals (sqlite.org/lang_naming.html).
  const ledgers = ledgerTables(setting).map(quotedText).join(', ');
  return (
    `${row}.name NOT GLOB 'sqlite_*' AND ${row}.name NOT GLOB '_cf_*' ` +
    `AND ${row}.tbl_name COLLATE NOCASE NOT IN (${ledgers})`
  );
}

/** The tables that are no part of what migrations make: ours, and wrangler's whether it is told or not. */
export function ledgerTables(setting: LedgerSettings): readonly string[] {
  return [setting.table, snapshotTableOf(setting), wranglerTableOf(setting)];
}

/** The table beside the ledger that keeps the schema. */
export function snapshotTableOf({ table }: Pick<LedgerSettings, 'table'>): string {
  return `${table}_schema`;
}

/** A database is looked at with and without wrangler's configuration, and has the same schema both times. */
export function wranglerTableOf({ wranglerTable }: LedgerSettings): string {
  return wranglerTable ?? 'd1_migrations';
}

/** One request. */
export async function readSchema(
  database: SqlDatabase,
  setting: LedgerSettings,
): Promise<readonly SchemaObject[]> {
  return (await database.prepare(schemaObjectsSql(setting)).all<SchemaObject>()).results;
}
