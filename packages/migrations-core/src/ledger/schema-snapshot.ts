// The schema as the last commit left it, object by object, in a table beside the ledger. Each batch writes what it
// changed, and the same statements return it: a batch costs only what it changes, however large the schema is.
import { quotedText, rowVerbs, splitStatements, statementOf } from '@roostjs/internal-sql';
import type { Sql, SqlResult } from '../database/d1.ts';
import type { SchemaObject, SchemaUpdate } from '../database/schema.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import { isUserObject, snapshotTableOf } from './schema-query.ts';

/** The objects that differ from the snapshot: as they are in it, and as they are now. */
export type SnapshotDifference = {
  readonly before: readonly SchemaObject[];
  readonly now: readonly SchemaObject[];
};

/** What statements can change in a schema: nothing, only what they create, only what they drop, or anything. */
export type SchemaReach = 'nothing' | 'created' | 'dropped' | 'anything';

// A dump writes each row as one INSERT, and D1 accepts statements of up to 100,000 bytes: a character has at most
// four bytes, and a quote becomes two. Of a longer text only the beginning and the length are stored.
const longestStored = 22_000;

export function createSnapshotTable(settings: LedgerSettings): string {
  return [
    `CREATE TABLE IF NOT EXISTS "${snapshotTableOf(settings)}" (`,
    '  place INTEGER PRIMARY KEY,',
    '  type TEXT NOT NULL,',
    '  name TEXT NOT NULL,',
    '  on_table TEXT NOT NULL,',
    '  sql TEXT',
    ')',
  ].join('\n');
}

export const snapshotColumns: readonly string[] = ['place', 'type', 'name', 'on_table', 'sql'];

/** The objects of the schema, each with whether it is the same in the snapshot. */
export function schemaWithSnapshotSql(settings: LedgerSettings): string {
  return (
    `SELECT s.type, s.name, s.sql, EXISTS (SELECT 1 FROM "${snapshotTableOf(settings)}" k WHERE ${isStored}) AS stored ` +
    `FROM sqlite_schema s WHERE ${isUserObject(settings, 's')} ORDER BY s.type, s.name`
  );
}

/**
 * The snapshot's objects that are gone or changed; and the row with place 0, which exists once a snapshot was
 * written.
 */
export function staleSnapshotSql(settings: LedgerSettings): string {
  return (
    `SELECT k.place, k.type, k.name, k.sql FROM "${snapshotTableOf(settings)}" k ` +
    `WHERE k.place = 0 OR NOT EXISTS (SELECT 1 FROM sqlite_schema s WHERE ${isStored})`
  );
}

/**
 * The statements that bring the snapshot up to date with the schema when they run, and return what they change. If it
 * was up to date before the batch, only what the batch can reach is compared: a new object has a higher rowid than
 * all existing ones.
 */
export function snapshotStatements(settings: LedgerSettings, reach: SchemaReach): readonly Sql[] {
  const table = `"${snapshotTableOf(settings)}"`;
  const remove =
    `DELETE FROM ${table} AS k WHERE k.place > 0 AND NOT EXISTS ` +
    '(SELECT 1 FROM sqlite_schema s WHERE s.rowid = k.place AND s.type = k.type AND s.name = k.name) RETURNING type, name';
  const store = (condition: string, more = ''): string =>
    `INSERT OR REPLACE INTO ${table} (place, type, name, on_table, sql) ` +
    `SELECT s.rowid, s.type, s.name, s.tbl_name, ${storedText('s.sql')} FROM sqlite_schema s ` +
    `WHERE ${condition} AND ${isUserObject(settings, 's')}${more} RETURNING type, name, sql`;
  const note = ` UNION ALL SELECT 0, 'ledger', ${quotedText(settings.table)}, '', NULL`;
  const texts = {
    nothing: [],
    created: [store(`s.rowid > (SELECT max(place) FROM ${table})`)],
    dropped: [remove],
    anything: [remove, store(`NOT EXISTS (SELECT 1 FROM ${table} k WHERE ${isStored})`, note)],
  };
  return texts[reach].map((sql) => ({ sql, values: [] }));
}

/** The update in the results of `snapshotStatements`. */
export function updateIn(results: readonly SqlResult[]): SchemaUpdate {
  const rows = results.flatMap((result) => result.results as (SchemaObject & { sql?: string | null })[]);
  return {
    gone: rows.filter((row) => !('sql' in row)),
    now: rows.filter((row) => 'sql' in row && row.type !== 'ledger'),
  };
}

/** Decided by their verbs. An unknown statement can change anything. */
export function schemaReachOf(statements: readonly { readonly sql: string }[]): SchemaReach {
  const reaches = new Set(
    statements.flatMap(({ sql }) => splitStatements(sql)).map((sql) => reachOfOne(statementOf(sql).verb)),
  );
  reaches.delete('nothing');
  const [reach = 'nothing', ...others] = reaches;
  return others.length === 0 ? reach : 'anything';
}

function reachOfOne(verb: string): SchemaReach {
  if (verb === 'create') return 'created';
  if (verb === 'drop') return 'dropped';
  return verb === '' || verb === 'pragma' || rowVerbs.has(verb) ? 'nothing' : 'anything';
}

/** Whether the snapshot stores only the beginning of an object's text. */
export function isCut({ sql }: SchemaObject): boolean {
  return sql !== null && sql.length > longestStored;
}

/** An object's text as the snapshot stores it. */
export function snapshotTextOf(sql: string): string {
  if (sql.length <= longestStored) return sql;
  const characters = [...sql];
  if (characters.length <= longestStored) return sql;
  return `${characters.slice(0, longestStored).join('')}${cutMark}${characters.length}`;
}

const cutMark = ' … ';

function storedText(sql: string): string {
  return `iif(length(${sql}) <= ${longestStored}, ${sql}, substr(${sql}, 1, ${longestStored}) || '${cutMark}' || length(${sql}))`;
}

const isStored =
  's.rowid = k.place AND s.type = k.type AND s.name = k.name AND s.tbl_name = k.on_table ' +
  `AND k.sql IS ${storedText('s.sql')}`;

/** The schema that an earlier version wrote on a row: null if there is none, undefined if it cannot be read. */
export function schemaOnRow(value: unknown): readonly SchemaObject[] | null | undefined {
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
