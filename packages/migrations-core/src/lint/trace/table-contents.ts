// What each table holds of the rows that were there before the migration: as data, and what can be asked of it.
import { nameKey } from '@roostjs/internal-sql';
import { type Table, tableIn } from './schema.ts';
import type { MigrationTrace } from './trace.ts';

/** A column of a table of the beginning, as text. */
export type Origin = string;

/** What stands in each column, by its lower-case name. */
export type Columns = ReadonlyMap<string, ReadonlySet<Origin>>;

export type Contents = {
  /** Tables of the beginning whose rows stand here, all of them. */
  readonly rowsOf: ReadonlySet<string>;
  /** Columns that the migration found, by the names that they have now. */
  readonly oldColumns: ReadonlySet<string>;
  /** In which of its columns those of the beginning stand, of all rows or of some. */
  readonly columns: Columns;
  /** Whether it has the rows of the beginning, or the migration has put some in. */
  readonly mayHoldRows: boolean;
};

/** By lower-case name of the table, as do all sets of names here. */
export interface ContentsByTable {
  get(table: string): Contents | undefined;
  /** Every table that may hold anything of these tables of the beginning. */
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

/** Tables of the beginning that stood in this table and nowhere else. */
export function onlyCopyIn(tables: ContentsByTable, table: string): readonly string[] {
  const name = nameKey(table);
  const own = [...(tables.get(name)?.rowsOf ?? [])];
  const elsewhere = tables.around(own).filter(([other]) => other !== name);
  return own.filter((row) => !elsewhere.some(([, { rowsOf }]) => rowsOf.has(row)));
}

/**
 * Columns of the beginning that stand in these columns of the table, in all of them unless given, and nowhere else of as many rows:
 * what stands elsewhere of some rows does not count where the table has all of them.
 */
export function columnsOnlyIn(tables: ContentsByTable, table: string, column?: string): ReadonlySet<Origin> {
  const own = tables.get(nameKey(table))?.rowsOf ?? new Set();
  const held = storedIn(tables, table, column);
  const elsewhere = placesOf(held, tables).filter(
    (place) =>
      !isIn(place, table, column) &&
      (place.rowsOf.has(tableOf(place.origin)) || !own.has(tableOf(place.origin))),
  );
  return originsBut(held, elsewhere);
}

/** The same, where it counts also what stands elsewhere of some rows. */
export function columnsStoredOnlyIn(tables: ContentsByTable, table: string): ReadonlySet<Origin> {
  const held = storedIn(tables, table);
  return originsBut(
    held,
    placesOf(held, tables).filter((place) => !isIn(place, table)),
  );
}

type Place = {
  readonly table: string;
  readonly column: string;
  readonly origin: Origin;
  readonly rowsOf: ReadonlySet<string>;
};

/** All places at which what stands at these may stand as well. */
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
  const held = contents === undefined ? [] : placesIn(nameKey(table), contents);
  return held.filter((place) => isIn(place, table, column));
}

function originsBut(these: readonly Place[], those: readonly Place[]): ReadonlySet<Origin> {
  const others = new Set(those.map(({ origin }) => origin));
  return new Set(these.map(({ origin }) => origin).filter((origin) => !others.has(origin)));
}

/** The name under which the table is there at the end, where all this is to rebuild it. */
export function recreatedAs(
  { end }: MigrationTrace,
  table: Table,
  tables: ContentsByTable,
): string | undefined {
  const names = [table.name, ...(tables.get(nameKey(table.name))?.rowsOf ?? [])];
  return names.map((name) => tableIn(end, name)?.name).find((name) => name !== undefined);
}

/** The tables of the beginning of which a table holds a column. */
export function tablesIn(tables: ContentsByTable, table: string): readonly string[] {
  const columns = tables.get(nameKey(table))?.columns ?? new Map<string, ReadonlySet<Origin>>();
  return [...new Set([...columns.values()].flatMap((origins) => [...origins].map(tableOf)))];
}

/** Whether something of what the table holds was copied, if only of some rows. */
export function isPartlyCopied(tables: ContentsByTable, table: string): boolean {
  const held = new Set(storedIn(tables, table).map(({ origin }) => origin));
  return columnsStoredOnlyIn(tables, table).size < held.size;
}
