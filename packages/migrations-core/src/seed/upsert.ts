// Upserts rows: one statement and one bound value for many of them, so that D1's limit of 100 values is never reached.
import { isSameName, nameKey, quotedName, wellFormed } from '@roostjs/internal-sql';
import type { Sql, SqlDatabase } from '../database/d1.ts';
import { aName, checkOptions, type OptionSpecs } from '../options.ts';
import { lookUp } from '../rebuild/lookup.ts';
import { utf8Length } from '../record/statement-text.ts';
import { rowsInvalid } from './errors.ts';

/**
 * A row by column. Texts, finite numbers, integers as bigint, booleans (stored as 1 and 0) and null; lists and
 * objects are stored as JSON text.
 */
export type UpsertRow = Readonly<Record<string, unknown>>;

export type UpsertOptions = {
  /** The column that identifies a row, or several: a primary key, or columns with a unique index. */
  readonly key: string | readonly string[];
};

const optionSpecs: OptionSpecs<UpsertOptions & { readonly table: string }> = {
  table: aName,
  key: {
    isRequired: true,
    matches: (value) => isNames([value].flat()),
    hint: "Pass the column that identifies a row, or a list of columns: { key: 'id' }.",
  },
};

/**
 * Inserts the rows, and updates those whose key exists: the same call twice has the same result. Columns that a row
 * does not have keep their value, or get their default. Reads nothing, so that it can follow other writes, for example
 * the CREATE TABLE of the same migration.
 *
 * One statement for all rows that have the same columns; a statement more for each megabyte. Throws UPSERT.INVALID
 * before anything is recorded.
 */
export async function upsert(
  db: SqlDatabase,
  table: string,
  rows: readonly UpsertRow[],
  options: UpsertOptions,
): Promise<void> {
  checkOptions('upsert()', { table, ...options }, optionSpecs);
  const key = [options.key].flat();
  const fault = upsertFault(rows, key);
  if (fault !== undefined) throw rowsInvalid(table, fault);
  const statements = upsertStatements(table, rows, key);
  if (statements.length > 0)
    await db.batch(statements.map(({ sql, values }) => db.prepare(sql).bind(...values)));
}

// https://developers.cloudflare.com/d1/platform/limits/: the most that one value may take.
const maxValueBytes = 2_000_000;

// Half of it, because several rows share a value.
const maxChunkBytes = 1_000_000;

/** Why the rows cannot be upserted, as the rest of a sentence; undefined if they can, as far as they show it. */
export function upsertFault(rows: readonly UpsertRow[], key: readonly string[]): string | undefined {
  if (!Array.isArray(rows)) return 'its rows are not a list';
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const fault = rowFault(row, key);
    if (fault !== undefined) return `row ${index + 1} ${fault}`;
    const identity = jsonOf(key.map((name) => valueIn(row, name)));
    if (seen.has(identity))
      return `row ${index + 1} has the same key as an earlier one: ${identity.slice(1, -1)}`;
    seen.add(identity);
  }
  return undefined;
}

function rowFault(row: unknown, key: readonly string[]): string | undefined {
  if (!isPlainObject(row)) return 'is not an object of column and value';
  const columns = Object.keys(row);
  const twice = columns.find((name, index) => columns.findIndex((one) => isSameName(one, name)) < index);
  if (twice !== undefined) return `has '${twice}' twice`;
  const missing = key.find((name) => (valueIn(row, name) ?? null) === null);
  if (missing !== undefined) return `has no '${missing}', which is part of the key`;
  const unusable = columns.find((name) => !isStorable(row[name]));
  if (unusable !== undefined) return `has a value in '${unusable}' that cannot be stored as JSON`;
  const bytes = utf8Length(jsonOf([Object.values(row)]));
  return bytes > maxValueBytes ? `takes more than ${maxValueBytes} bytes` : undefined;
}

/** The rows must have no fault. */
export function upsertStatements(
  table: string,
  rows: readonly UpsertRow[],
  key: readonly string[],
): readonly Sql[] {
  const byColumns = Map.groupBy(rows, (row) => JSON.stringify(Object.keys(row).map(nameKey).sort()));
  return [...byColumns.values()].flatMap((alike) => {
    const columns = Object.keys(alike[0] ?? {});
    const sql = upsertSql(table, columns, key);
    const texts = alike.map((row) => jsonOf(columns.map((name) => valueIn(row, name))));
    return chunksOf(texts).map((chunk) => ({ sql, values: [`[${chunk.join(',')}]`] }));
  });
}

// Rows are lists, not objects: SQLite's paths cannot hold every name of a column. WHERE TRUE separates the SELECT from
// ON CONFLICT, which SQLite would take for the ON of a join.
function upsertSql(table: string, columns: readonly string[], key: readonly string[]): string {
  const names = columns.map(quotedName);
  const values = columns.map((_, index) => `json_extract(value, '$[${index}]')`);
  const updates = columns
    .filter((name) => !key.some((one) => isSameName(one, name)))
    .map((name) => `${quotedName(name)} = excluded.${quotedName(name)}`);
  const action = updates.length === 0 ? 'NOTHING' : `UPDATE SET ${updates.join(', ')}`;
  return (
    `INSERT INTO ${quotedName(table)} (${names.join(', ')}) SELECT ${values.join(', ')} FROM json_each(?) ` +
    `WHERE TRUE ON CONFLICT (${key.map(quotedName).join(', ')}) DO ${action}`
  );
}

function chunksOf(texts: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let bytes = 0;
  for (const text of texts) {
    const more = utf8Length(text) + 1;
    const chunk = chunks.at(-1);
    if (chunk === undefined || bytes + more > maxChunkBytes) {
      chunks.push([text]);
      bytes = more;
    } else {
      chunk.push(text);
      bytes += more;
    }
  }
  return chunks;
}

function valueIn(row: UpsertRow, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : lookUp(row, name);
}

// TypeScript's types do not have it yet: a number that is written digit by digit.
const exactJson = JSON as JSON & { rawJSON(text: string): unknown };

// A text becomes what it would be as a bound value. One within a list or an object stays as JSON writes it.
function jsonOf(values: readonly unknown[]): string {
  const bound = values.map((value) => (typeof value === 'string' ? wellFormed(value) : value));
  return JSON.stringify(bound, (_, value) =>
    typeof value === 'bigint' ? exactJson.rawJSON(String(value)) : value,
  );
}

function isStorable(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'bigint':
      return BigInt.asIntN(64, value) === value;
    default:
      if (value === null) return true;
      return Array.isArray(value)
        ? value.every(isStorable)
        : isPlainObject(value) && Object.values(value).every(isStorable);
  }
}

function isNames(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((value) => typeof value === 'string');
}

function isPlainObject(value: unknown): value is UpsertRow {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
