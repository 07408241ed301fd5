// What a database lacks of a manifest, in one request that reads a row for each needed migration.
import { messageOf } from '../errors.ts';
import type { SchemaManifest } from './manifest.ts';

/** What the gate uses of a `D1Database`. */
export type GateDatabase = {
  prepare(sql: string): {
    bind(...values: unknown[]): { first<T = Record<string, unknown>>(): Promise<T | null> };
  };
  withSession?(constraint: string): Pick<GateDatabase, 'prepare'>;
};

export type GateReading = {
  /** The needed migrations that are not applied. */
  readonly missing: readonly string[];
  /** The newest that is applied and not tolerated; null if there is none. */
  readonly newer: string | null;
  /** The one that was applied last; null if none is. */
  readonly head: string | null;
};

/** Reads from the primary. A ledger that does not exist has applied nothing. Throws the database's own errors. */
export async function readGate(database: GateDatabase, manifest: SchemaManifest): Promise<GateReading> {
  const { ledger, needs, replaces, newest } = manifest;
  const names = JSON.stringify([...needs, ...Object.values(replaces).flat()]);
  const source = database.withSession?.('first-primary') ?? database;
  let row: { missing: string; newer: string | null; head: string | null } | null = null;
  try {
    row = await source.prepare(gateSql(ledger)).bind(names, newest).first();
  } catch (error) {
    if (!messageOf(error).includes(`no such table: ${ledger}`)) throw error;
  }
  const absent = new Set<string>(JSON.parse(row?.missing ?? names));
  const isApplied = (name: string): boolean => !absent.has(name);
  const missing = needs.filter((name) => absent.has(name) && replaces[name]?.every(isApplied) !== true);
  return { missing, newer: row?.newer ?? null, head: row?.head ?? null };
}

// A name that the ledger does not have is looked for among those for which its rows count: only then are all of them
// read. A name with ~ is one that a row had after another. An older ledger, or one of another program, lacks the columns `formerly` and `state`: SQLite then takes those of
// the outermost FROM (sqlite.org/lang_select.html). Names are compared as compareMigrationNames does.
function gateSql(table: string): string {
  const from = (more: string, condition: string): string =>
    `FROM "${table}" m${more} WHERE ${condition} AND state = 'applied'`;
  const place = (name: string): string => `(CAST(${name} AS INTEGER), ${name} || '.')`;
  const last = 'ORDER BY m.id DESC LIMIT 1';
  return (
    'SELECT (SELECT json_group_array(n.value) FROM json_each(?1) n ' +
    `WHERE NOT EXISTS (SELECT 1 ${from('', 'migration = n.value')}) ` +
    `AND NOT EXISTS (SELECT 1 ${from(', json_each(formerly) f', "f.value IN (n.value, '~' || n.value)")})) AS missing, ` +
    `(SELECT migration ${from('', '1')} ${last}) AS head, ` +
    `(SELECT f.value ${from(', json_each(coalesce(formerly, json_array(migration))) f', `?2 IS NOT NULL AND f.value < '~' AND ${place('f.value')} > ${place('?2')}`)} ${last}) AS newer ` +
    "FROM (SELECT NULL AS formerly, 'applied' AS state)"
  );
}
