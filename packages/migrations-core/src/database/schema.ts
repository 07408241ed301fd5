// The objects of a database's schema, and what has become of them between two looks.
import { comparableSql, isSameDefinition, quotedText } from '@roostjs/internal-sql';
import type { LedgerSetting } from '../ledger/ledger-settings.ts';
import type { SqlDatabase } from './d1.ts';

export type SchemaObject = { readonly type: string; readonly name: string; readonly sql: string | null };

/** What tells an object from the others of its schema. */
export type ObjectName = Pick<SchemaObject, 'type' | 'name'>;

export type SchemaChange = {
  readonly change: 'created' | 'dropped' | 'changed';
  readonly type: string;
  readonly name: string;
};

/**
 * The objects by type and name, as a SELECT: everything but the ledgers and what SQLite, D1 and the indexes of
 * constraints make by themselves.
 */
export function schemaObjectsSql(setting: LedgerSetting): string {
  return `SELECT type, name, sql FROM sqlite_schema s WHERE ${isUserObject(setting, 's')} ORDER BY type, name`;
}

/** The condition for a row of sqlite_schema to be the user's. */
export function isUserObject(setting: LedgerSetting, row: string): string {
  // Names of tables know no capitals (sqlite.org/lang_naming.html).
  const ledgers = ledgerTables(setting).map(quotedText).join(', ');
  return (
    `${row}.name NOT GLOB 'sqlite_*' AND ${row}.name NOT GLOB '_cf_*' ` +
    `AND ${row}.tbl_name COLLATE NOCASE NOT IN (${ledgers})`
  );
}

/** The tables that are no part of what migrations make: ours, and wrangler's whether it is told or not. */
export function ledgerTables(setting: LedgerSetting): readonly string[] {
  return [setting.table, keptTableOf(setting), wranglerTableOf(setting)];
}

/** The table beside the ledger that keeps the schema. */
export function keptTableOf({ table }: Pick<LedgerSetting, 'table'>): string {
  return `${table}_schema`;
}

/** A database is looked at with and without wrangler's configuration, and has the same schema both times. */
export function wranglerTableOf({ wranglerTable }: LedgerSetting): string {
  return wranglerTable ?? 'd1_migrations';
}

/** One request. */
export async function readSchema(
  database: SqlDatabase,
  setting: LedgerSetting,
): Promise<readonly SchemaObject[]> {
  return (await database.prepare(schemaObjectsSql(setting)).all<SchemaObject>()).results;
}

/**
 * Texts that differ in spaces, comments, case or the quotes of names and texts are the same. `schema` is all that is there now,
 * where only a part of it is compared.
 */
export function changesBetween(
  before: readonly SchemaObject[],
  now: readonly SchemaObject[],
  schema: readonly SchemaObject[] = now,
): readonly SchemaChange[] {
  const [old, current] = [byKey(before), byKey(now)];
  const dropped = before.filter((object) => !current.has(keyOf(object))).map(changed('dropped'));
  const created = now.filter((object) => !old.has(keyOf(object))).map(changed('created'));
  const definitions = schema.flatMap(({ sql }) => (sql === null ? [] : [sql]));
  const altered = now
    .filter((object) => !isSame(old.get(keyOf(object)), object, definitions))
    .map(changed('changed'));
  return [...created, ...altered, ...dropped];
}

/** What an object is, in a form that is equal for two of them without a change between them. */
export function comparableObject({ type, name, sql }: SchemaObject): string {
  return JSON.stringify([type, name, comparableSql(sql ?? '')]);
}

// What was not there before has been created, and not changed.
function isSame(
  before: SchemaObject | undefined,
  now: SchemaObject,
  definitions: readonly string[],
): boolean {
  return (
    before === undefined ||
    before.sql === now.sql ||
    isSameDefinition(before.sql ?? '', now.sql ?? '', definitions)
  );
}

function changed(change: SchemaChange['change']): (object: SchemaObject) => SchemaChange {
  return ({ type, name }) => ({ change, type, name });
}

function byKey(objects: readonly SchemaObject[]): ReadonlyMap<string, SchemaObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

export function keyOf({ type, name }: ObjectName): string {
  return `${type} ${name}`;
}
