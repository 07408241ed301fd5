// The objects of a database's schema, and what has become of them between two looks.
import { comparableSql, isSameDefinition, quotedText } from '@roostjs/internal-sql';
import { prepare, type Sql, type SqlDatabase } from './database.ts';
import type { LedgerSetting } from './ledger/ledger.ts';

export type SchemaObject = { readonly type: string; readonly name: string; readonly sql: string | null };

export type SchemaChange = {
  readonly change: 'created' | 'dropped' | 'changed';
  readonly type: string;
  readonly name: string;
};

/**
 * The objects by type and name, as a SELECT: everything but the two ledgers and what SQLite, D1 and the indexes of
 * constraints make by themselves.
 */
export function schemaObjectsSql(setting: LedgerSetting): string {
  // Names of tables know no capitals (sqlite.org/lang_naming.html).
  const ledgers = ledgerTables(setting).map(quotedText).join(', ');
  return (
    "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' " +
    `AND tbl_name COLLATE NOCASE NOT IN (${ledgers}) ORDER BY type, name`
  );
}

/** The tables that are no part of what migrations make: ours, and wrangler's whether it is told or not. */
export function ledgerTables(setting: LedgerSetting): readonly string[] {
  return [setting.table, wranglerTableOf(setting)];
}

/** A database is looked at with and without wrangler's configuration, and has the same schema both times. */
export function wranglerTableOf({ wranglerTable }: LedgerSetting): string {
  return wranglerTable ?? 'd1_migrations';
}

export function schemaQuery(setting: LedgerSetting): Sql {
  return { sql: schemaObjectsSql(setting), values: [] };
}

/** One request. */
export async function readSchema(
  database: SqlDatabase,
  setting: LedgerSetting,
): Promise<readonly SchemaObject[]> {
  return (await prepare(database, schemaQuery(setting)).all<SchemaObject>()).results;
}

/** Texts that differ in spaces, comments, case or the quotes of names and texts are the same. */
export function changesBetween(
  before: readonly SchemaObject[],
  now: readonly SchemaObject[],
): readonly SchemaChange[] {
  const [old, current] = [byKey(before), byKey(now)];
  const dropped = before.filter((object) => !current.has(keyOf(object))).map(changed('dropped'));
  const created = now.filter((object) => !old.has(keyOf(object))).map(changed('created'));
  const definitions = now.flatMap(({ sql }) => (sql === null ? [] : [sql]));
  const altered = now
    .filter((object) => !isSame(old.get(keyOf(object)), object, definitions))
    .map(changed('changed'));
  return [...created, ...altered, ...dropped];
}

/** What a schema is, in a form that is equal for two schemas without a change between them. */
export function comparableSchema(objects: readonly SchemaObject[]): string {
  const entries = objects.map(({ type, name, sql }) =>
    JSON.stringify([type, name, comparableSql(sql ?? '')]),
  );
  return entries.sort().join('\n');
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

function keyOf({ type, name }: SchemaObject): string {
  return `${type} ${name}`;
}
