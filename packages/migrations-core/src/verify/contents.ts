// The contents of a database's tables, and how they differ between two observations. Pure.
import { nameKey } from '@roostjs/internal-sql';

/** A row as its values, each in a form that is equal only for the same value of the same type. */
export type Row = readonly unknown[];

export type TableContent = {
  readonly name: string;
  /** Its content may come from another table. */
  readonly isVirtual: boolean;
  /** The stored columns, in order; generated ones follow from them. */
  readonly columns: readonly string[];
  /** The row id column, which SQLite fills if no value is given; null if there is none. */
  readonly number: string | null;
  readonly rows: readonly Row[];
};

/** By the table's name, lower-cased as SQLite does. */
export type Contents = ReadonlyMap<string, TableContent>;

/** Rows are compared by value: a changed row counts as both lost and added. */
export type RowChange = {
  readonly table: string;
  /** How many rows it held before. */
  readonly rowsBefore: number;
  /** How many of them it no longer holds. */
  readonly lost: number;
  /** How many rows it holds now that it did not hold before. */
  readonly added: number;
};

/**
 * How the rows of the tables of the first observation differ in the second, by the columns that both have and that
 * are also in `within`: others were added in between. A table that is gone has lost all its rows.
 */
export function rowChanges(before: Contents, now: Contents, within: Contents = before): readonly RowChange[] {
  const changes = [...before].flatMap(([key, table]) => {
    const limits = within.get(key);
    if (limits === undefined) return [];
    const later = now.get(key);
    if (later === table) return [];
    const rowsBefore = table.rows.length;
    if (later === undefined) return [{ table: table.name, rowsBefore, lost: rowsBefore, added: 0 }];
    const columns = common(common(table.columns, limits.columns), later.columns);
    if (isInOrder(table, later, columns)) return [];
    const [old, current] = [counts(table, columns), counts(later, columns)];
    return [{ table: table.name, rowsBefore, lost: excess(old, current), added: excess(current, old) }];
  });
  return byTable(changes.filter(({ lost, added }) => lost + added > 0));
}

function byTable(changes: readonly RowChange[]): readonly RowChange[] {
  return changes.toSorted((left, right) => (left.table < right.table ? -1 : 1));
}

/**
 * What a table held with the migration applied, and does not hold after it was applied again; `before` is the state
 * in between. Rows that the migration writes may have new row ids, after those of other rows.
 */
export function rowsNotRestored(applied: Contents, before: Contents, now: Contents): readonly RowChange[] {
  return rowChanges(applied, now, before).flatMap((change) => {
    const key = nameKey(change.table);
    const [old, between, later] = [applied.get(key), before.get(key), now.get(key)];
    if (old === undefined || between === undefined || later === undefined) return [change];
    const written = Math.max(0, later.rows.length - between.rows.length);
    const restored = Math.min(
      written,
      renumbered(old, later, common(common(old.columns, between.columns), later.columns)),
    );
    const [lost, added] = [change.lost - restored, change.added - restored];
    return lost + added > 0 ? [{ ...change, lost, added }] : [];
  });
}

/** How many rows are the same except for their row id. */
function renumbered(table: TableContent, later: TableContent, columns: readonly string[]): number {
  const { number } = table;
  if (number === null || number !== later.number) return 0;
  const others = columns.filter((name) => name !== number);
  const all = (content: TableContent): Counts => counts(content, columns);
  const without = (content: TableContent): Counts => counts(content, others);
  return excess(all(table), all(later)) - excess(without(table), without(later));
}

/** How many fewer rows the tables hold that exist in both observations. */
export function rowsRemoved(before: Contents, now: Contents): readonly RowChange[] {
  const changes = [...before].flatMap(([key, { name, rows }]) => {
    const later = now.get(key);
    const lost = later === undefined ? 0 : rows.length - later.rows.length;
    return lost > 0 ? [{ table: name, rowsBefore: rows.length, lost, added: 0 }] : [];
  });
  return byTable(changes);
}

function common(columns: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map((name) => nameKey(name)));
  return columns.filter((name) => known.has(nameKey(name)));
}

// Most tables are unchanged, row by row: checking that first costs far less than counting.
function isInOrder(table: TableContent, later: TableContent, columns: readonly string[]): boolean {
  if (table.rows.length !== later.rows.length) return false;
  const [places, laterPlaces] = [placesOf(columns, table), placesOf(columns, later)];
  return table.rows.every((row, index) => {
    const other = later.rows[index];
    return places.every((place, column) => isSame(row[place], other?.[laterPlaces[column] ?? -1]));
  });
}

// A blob is an array of bytes.
function isSame(value: unknown, other: unknown): boolean {
  return value === other || (Array.isArray(value) && JSON.stringify(value) === JSON.stringify(other));
}

type Counts = ReadonlyMap<string, number>;

function counts(table: TableContent, columns: readonly string[]): Counts {
  const places = placesOf(columns, table);
  const counted = new Map<string, number>();
  for (const row of table.rows) {
    const key = JSON.stringify(places.map((place) => row[place]));
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return counted;
}

/** The positions of these columns in a row; the table has all of them. */
function placesOf(columns: readonly string[], table: TableContent): readonly number[] {
  const names = table.columns.map((name) => nameKey(name));
  return columns.map((name) => names.indexOf(nameKey(name)));
}

function excess(these: Counts, those: Counts): number {
  let number = 0;
  for (const [key, count] of these) number += Math.max(0, count - (those.get(key) ?? 0));
  return number;
}
