// The schema that the last migration left, kept with its row. An older row keeps a fingerprint of its own instead: the
// ledger grows by one schema, and not by one a migration.
import type { Sql } from '../database.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { type SchemaObject, schemaObjectsSql } from '../schema-objects.ts';
import type { Ledger, LedgerSetting } from './ledger.ts';

// A dump of the ledger has each row as one INSERT, and D1 takes statements of 100,000 bytes: the rest is for the other
// columns.
const longestKept = 90_000;

/** Writes the schema as it is when the statement runs on the newest row; NULL where it is too long to be kept. */
export function keepSchemaStatement(ledger: LedgerSetting): Sql {
  const objects = `SELECT json_group_array(json_array(type, name, sql)) AS text FROM (${schemaObjectsSql(ledger)})`;
  const bytes =
    "length(CAST(replace(text, '''', '''''') AS BLOB)) + coalesce(length(CAST(down_sql AS BLOB)), 0)";
  return {
    sql:
      `UPDATE "${ledger.table}" SET schema = (SELECT text FROM (${objects}) WHERE ${bytes} <= ${longestKept}) ` +
      `WHERE id = (SELECT max(id) FROM "${ledger.table}")`,
    values: [],
  };
}

/** The statement after which only the newest row keeps a schema, for a file that does not know what stands before it. */
export function forgetOlderSchemasStatement({ table }: LedgerSetting): Sql {
  return {
    sql: `UPDATE "${table}" SET schema = NULL WHERE schema IS NOT NULL AND id < (SELECT max(id) FROM "${table}")`,
    values: [],
  };
}

/** The ledger with its newest row as one of the older ones, for a batch that adds a row. */
export async function withOlderRows(ledger: Ledger): Promise<Ledger> {
  const newest = ledger.rows.at(-1);
  if (newest === undefined || newest.schema === null) return ledger;
  // What a roll-back has left stands beside the fingerprint of what its migration had left.
  const fingerprint = newest.fingerprint ?? (await fingerprintOf(newest.schema));
  return { ...ledger, rows: [...ledger.rows.slice(0, -1), { ...newest, schema: null, fingerprint }] };
}

/** The statement that makes the database's row what `withOlderRows` has made of it. */
export function olderRowStatements(ledger: Ledger, older: Ledger): readonly Sql[] {
  const row = older.rows.at(-1);
  if (older === ledger || row === undefined) return [];
  return [
    {
      sql: `UPDATE "${ledger.table}" SET schema = NULL, fingerprint = ? WHERE id = ?`,
      values: [row.fingerprint, row.id],
    },
  ];
}

/** The ledger with what `keepSchemaStatement` has written; a partial migration has left nothing that is known. */
export function withKeptSchema(ledger: Ledger, schema: readonly SchemaObject[]): Ledger {
  const newest = ledger.rows.at(-1);
  if (newest === undefined || newest.state === 'partial') return ledger;
  return { ...ledger, rows: [...ledger.rows.slice(0, -1), { ...newest, schema }] };
}

/** What a row keeps: null where it keeps none, undefined where it cannot be read. */
export function keptSchema(value: unknown): readonly SchemaObject[] | null | undefined {
  if (value === null || value === undefined) return null;
  const entries = typeof value === 'string' ? parsed(value) : undefined;
  if (!Array.isArray(entries) || !entries.every(isEntry)) return undefined;
  return entries.map(([type, name, sql]) => ({ type, name, sql }));
}

type Entry = readonly [type: string, name: string, sql: string | null];

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false;
  const [type, name, sql] = value as unknown[];
  return typeof type === 'string' && typeof name === 'string' && (typeof sql === 'string' || sql === null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
