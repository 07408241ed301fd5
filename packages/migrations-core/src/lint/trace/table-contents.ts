// What each table holds of the rows that existed before the migration: as data, with queries on it.
import { nameKey } from '@roostjs/internal-sql';
import { type Table, tableIn } from './schema.ts';
import type { MigrationTrace } from './trace.ts';

/** A column of an initial table, encoded as text. */
export type Origin = string;

/** What each column holds, by its lower-case name. */
export type Columns = ReadonlyMap<string, ReadonlySet<Origin>>;

export type Contents = {
  /** The initial tables all of whose rows are here. */
  readonly rowsOf: ReadonlySet<string>;
  /** The columns that existed before the migration, by their current names. */
  readonly oldColumns: ReadonlySet<string>;
  /** The initial columns that each of its columns holds, for all rows or some. */
  readonly columns: Columns;
  /** Whether it has initial rows, or the migration has inserted some. */
  readonly mayHoldRows: boolean;
};

/** By lower-case table name, as are all sets of names here. */
export interface ContentsByTable {
  get(table: string): Contents | undefined;
  /** Every table that may hold anything of these initial tables. */
  around(tables: Iterable<string>): readonly (readonly [table: string, contents: Contents])[];
}

export const noContents: ContentsByTable = { get: () => undefined, around: () => [] };

export function originOf(
  { name: table }: { readonly name: string },
  column: { readonly name: string },
): Origin {
  return nameKey(JSON.stringify([table, column.name]));
}

function tableOf(origin: Origin): string {
  return JSON.parse(origin)[0];
}

/** The initial tables whose rows are in this table and nowhere else. */
export function onlyCopyIn(tables: ContentsByTable, table: string): readonly string[] {
  const name = nameKey(table);
  const own = [...(tables.get(name)?.rowsOf ?? [])];
  const elsewhere = tables.around(own).filter(([other]) => other !== name);
  return own.filter((row) => !elsewhere.some(([, { rowsOf }]) => rowsOf.has(row)));
}

/**
 * The initial columns that are stored in this column of the table, or in any column if omitted, and nowhere else for
 * as many rows: a copy of some rows does not count if the table has all of them.
 */
export function columnsOnlyIn(tables: ContentsByTable, table: string, column?: string): ReadonlySet<Origin> {
  const own = tables.get(nameKey(table))?.rowsOf ?? new Set();
  const stored = storedIn(tables, table, column);
  const elsewhere = placesOf(stored, tables).filter(
    (place) =>
      !isIn(place, table, column) &&
      (place.rowsOf.has(tableOf(place.origin)) || !own.has(tableOf(place.origin))),
  );
  return originsExcept(stored, elsewhere);
}

/** As `columnsOnlyIn`, but a copy of some rows counts too. */
export function columnsStoredOnlyIn(tables: ContentsByTable, table: string): ReadonlySet<Origin> {
  const stored = storedIn(tables, table);
  return originsExcept(
    stored,
    placesOf(stored, tables).filter((place) => !isIn(place, table)),
  );
}

type Place = {
  readonly table: string;
  readonly column: string;
  readonly origin: Origin;
  readonly rowsOf: ReadonlySet<string>;
};

/** All places that may hold the same values as these. */
function placesOf(these: readonly Place[], tables: ContentsByTable): readonly Place[] {
  const within = new Set(these.map(({ origin }) => tableOf(origin)));
  return tables.around(within).flatMap(([table, contents]) => placesIn(table, contents));
}

function placesIn(table: string, { columns, rowsOf }: Contents): readonly Place[] {
  return [...columns].flatMap(([column, origins]) =>
    [...origins].map((origin) => ({ table, column, origin, rowsOf })),
  );
}

function isIn(place: Place, table: string, column?: string): boolean {
  return place.table === nameKey(table) && (column === undefined || place.column === nameKey(column));
}

function storedIn(tables: ContentsByTable, table: string, column?: string): readonly Place[] {
  const contents = tables.get(nameKey(table));
  const stored = contents === undefined ? [] : placesIn(nameKey(table), contents);
  return stored.filter((place) => isIn(place, table, column));
}

function originsExcept(these: readonly Place[], those: readonly Place[]): ReadonlySet<Origin> {
  const others = new Set(those.map(({ origin }) => origin));
  return new Set(these.map(({ origin }) => origin).filter((origin) => !others.has(origin)));
}

/** The table's name at the end, if the migration rebuilds it. */
export function recreatedAs(
  { end }: MigrationTrace,
  table: Table,
  tables: ContentsByTable,
): string | undefined {
  const names = [table.name, ...(tables.get(nameKey(table.name))?.rowsOf ?? [])];
  return names.map((name) => tableIn(end, name)?.name).find((name) => name !== undefined);
}

/** The initial tables of which this table holds a column. */
export function tablesIn(tables: ContentsByTable, table: string): readonly string[] {
  const columns = tables.get(nameKey(table))?.columns ?? new Map<string, ReadonlySet<Origin>>();
  return [...new Set([...columns.values()].flatMap((origins) => [...origins].map(tableOf)))];
}

/** Whether anything in the table was copied, even if only for some rows. */
export function isPartlyCopied(tables: ContentsByTable, table: string): boolean {
  const stored = new Set(storedIn(tables, table).map(({ origin }) => origin));
  return columnsStoredOnlyIn(tables, table).size < stored.size;
}
