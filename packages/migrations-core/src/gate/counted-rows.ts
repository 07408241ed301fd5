// The rows of a ledger with the names for which they count.
import type { SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import { ledgerCorrupt } from '../ledger/errors.ts';

export type CountedRow = {
  readonly name: string;
  /** Otherwise it is partial. */
  readonly isApplied: boolean;
  /** The names of what it did, if its own is another: before it was renamed, or of what it replaces. */
  readonly formerly: readonly string[];
  /** The names that it had in between. */
  readonly between: readonly string[];
};

/** The names of what a row did: they say when that came, which a new name does not. */
export function countedNames({ name, formerly }: CountedRow): readonly string[] {
  return formerly.length === 0 ? [name] : formerly;
}

export function allNames({ name, formerly, between }: CountedRow): readonly string[] {
  return [name, ...formerly, ...between];
}

/**
 * In the order of their application; none if there is no such table. One request, of any version of the ledger. Throws
 * LEDGER.CORRUPT, and what the database throws.
 */
export async function readCountedRows(database: SqlDatabase, ledger: string): Promise<readonly CountedRow[]> {
  // As for the gate, a column that the table lacks is taken from the outer FROM.
  const own = (column: string): string =>
    `(SELECT ${column} FROM "${ledger}" i WHERE i.id = o.id) AS ${column}`;
  const sql =
    `SELECT o.migration, ${own('state')}, ${own('formerly')} ` +
    `FROM "${ledger}" o, (SELECT 'applied' AS state, NULL AS formerly) ORDER BY o.id`;
  try {
    const { results } = await database.prepare(sql).all<RawRow>();
    return results.map((row) => rowOf(ledger, row));
  } catch (error) {
    if (messageOf(error).includes(`no such table: ${ledger}`)) return [];
    throw error;
  }
}

type RawRow = { readonly migration: string; readonly state: string; readonly formerly: string | null };

function rowOf(ledger: string, { migration: name, state, formerly: text }: RawRow): CountedRow {
  const names = namesIn(ledger, name, text ?? '[]');
  const isBetween = (one: string): boolean => one.startsWith('~');
  return {
    name,
    isApplied: state === 'applied',
    formerly: names.filter((one) => !isBetween(one)),
    between: names.filter(isBetween).map((one) => one.slice(1)),
  };
}

function namesIn(ledger: string, name: string, text: string): readonly string[] {
  try {
    return (JSON.parse(text) as readonly unknown[]).map(String);
  } catch {
    throw ledgerCorrupt(ledger, `the former names of the row of '${name}' are not a list`);
  }
}
