// The rows of a sample as data, and the statements that insert them.
import { quotedName } from '@roostjs/internal-sql';
import type { Value } from './sample-values.ts';

/**
 * Rows that not every migration accepts: a NULL, equal values, a text that looks like a number. `lone` rows refer to
 * no row; a `clash` row has keys that a row of another table has as well.
 */
export type Group = 'base' | 'null' | 'given' | 'equal' | 'odd' | 'clash' | 'lone';

export type Row = {
  readonly table: string;
  readonly group: Group;
  /** Its number in the group: rows with the same number refer to each other. */
  readonly place: number;
  /** By column, in table order, without generated columns. */
  readonly cells: ReadonlyMap<string, Value>;
};

/** A value of a row. */
export type Cell = { readonly row: Row; readonly column: string; readonly value: Value };

/** The key of another row: if that changes, so does this. */
export type Reference = Value & { readonly row: Row; readonly column: string };

export function isReference(value: Value): value is Reference {
  return 'row' in value;
}

/** A table that accepted none of the rows that were tried has none. */
export type Sample = { readonly rows: readonly Row[] };

export function insertOf(row: Row): string {
  return `${intoOf(row)} VALUES ${valuesOf(row)}`;
}

/** The rows in as few statements as possible: adjacent rows of one table are inserted together. */
export function insertsOf(rows: readonly Row[]): readonly string[] {
  const statements: { readonly into: string; readonly values: string[] }[] = [];
  for (const row of rows) {
    const into = intoOf(row);
    const last = statements.at(-1);
    if (last?.into === into) last.values.push(valuesOf(row));
    else statements.push({ into, values: [valuesOf(row)] });
  }
  return statements.map(({ into, values }) => `${into} VALUES ${values.join(', ')}`);
}

function intoOf({ table, cells }: Row): string {
  return `INSERT INTO ${quotedName(table)} (${[...cells.keys()].map(quotedName).join(', ')})`;
}

function valuesOf({ cells }: Row): string {
  return `(${[...cells.values()].map(({ sql }) => sql).join(', ')})`;
}
