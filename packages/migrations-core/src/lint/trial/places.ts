// Finds the values of a sample in a state of the database. Pure.
import { nameKey } from '@roostjs/internal-sql';
import { type Cell, isReference, type Row } from './rows.ts';
import type { Value } from './sample-values.ts';
import type { State, TableState } from './trial-run.ts';

type Content = { readonly tableState: TableState; readonly cells: readonly string[] };

/** The places of a sample's values in a state. */
export class Places {
  readonly #state: State;
  readonly #start: State;
  readonly #contents: readonly Content[];

  /** `start` is the state before the first statement. */
  constructor(state: State, start: State) {
    this.#state = state;
    this.#start = start;
    this.#contents = [...state.values()].flatMap((tableState) =>
      tableState.rows.map((row) => ({ tableState, cells: row.map(contentOf) })),
    );
  }

  /** Whether its table still has the row, with all of its columns. */
  hasRow(row: Row): boolean {
    const tableState = this.#state.get(nameKey(row.table));
    if (tableState === undefined) return false;
    const places = [...row.cells].map(([column, { sql }]) => ({ at: placeIn(tableState, column), sql }));
    return (
      places.every(({ at }) => at !== -1) &&
      tableState.rows.some((own) => places.every(({ at, sql }) => own[at] === sql))
    );
  }

  /** Whether the value is found: a unique one anywhere, any other beside a unique one of its row. */
  has({ row, column, value }: Cell): boolean {
    if (isDistinct(value)) return this.#rowsWith(value).length > 0;
    const others = [...row.cells]
      .filter(([name, one]) => name !== column && isDistinct(one))
      .map(([, one]) => one);
    const beside = others.flatMap((one) => this.#rowsWith(one));
    if (beside.length > 0) return beside.some((content) => holdsValue(content, row.table, column, value));
    const tableState = this.#state.get(nameKey(row.table));
    if (value.kind !== 'key' && tableState !== undefined)
      return tableState.rows.some((cells) => cells[placeIn(tableState, column)] === value.sql);
    // A row that has only keys is recognized by all of them together, in a table that is new.
    const keys = [...row.cells.values()].filter(isKey).map(({ sql }) => contentOf(sql));
    if (!isKey(value) || others.length > 0) return false;
    const isCopied = this.#contents.some(
      ({ tableState: { table }, cells }) =>
        !this.#start.has(nameKey(table)) && keys.every((key) => cells.includes(key)),
    );
    return isCopied || this.#hasChanged(row);
  }

  /** Whether its table has the row with texts around its keys, as a key has that was changed with those that refer to it. */
  #hasChanged({ table, cells }: Row): boolean {
    const tableState = this.#state.get(nameKey(table));
    if (tableState === undefined) return false;
    const wanted = [...cells].map(([column, { sql }]) => ({ at: placeIn(tableState, column), sql }));
    return tableState.rows.some((found) =>
      wanted.every(({ at, sql }) =>
        sql.startsWith("'") ? contentOf(found[at] ?? '').includes(contentOf(sql)) : found[at] === sql,
      ),
    );
  }

  /** Whether a row that refers to another still shares a value with it. */
  isLinked({ row, value }: Cell): boolean {
    if (!isReference(value)) return false;
    const others = this.#rowsOf(value.row);
    return this.#rowsOf(row).some((own) =>
      others.some(
        (other) => own !== other && own.cells.some((cell) => cell !== 'NULL' && other.cells.includes(cell)),
      ),
    );
  }

  /** Whether the row is found, except for its keys. */
  knows(row: Row): boolean {
    return this.#rowsOf(row).length > 0;
  }

  /** The places of the row's unique values or, in its own table, of all its values except keys. */
  #rowsOf({ table, cells }: Row): readonly Content[] {
    const distinct = [...cells.values()].filter(isDistinct).flatMap((value) => this.#rowsWith(value));
    if (distinct.length > 0) return distinct;
    const values = [...cells].filter(([, { kind }]) => kind !== 'key');
    const free = values.filter(([, { isReferred }]) => !isReferred);
    const own = free.length > 0 ? free : values;
    if (own.length === 0) return [];
    return this.#contents.filter(
      ({ tableState, cells: found }) =>
        nameKey(tableState.table) === nameKey(table) &&
        own.every(([column, { sql }]) => found[placeIn(tableState, column)] === contentOf(sql)),
    );
  }

  /** All rows that contain a value of the row, except in one of its columns. */
  around({ cells }: Row, column: string): string {
    const others = [...cells].filter(
      ([name, value]) => name !== column && (value.isUnique || value.kind === 'key'),
    );
    const found = this.#contents.filter((content) =>
      others.some(([, { sql }]) => content.cells.some((cell) => cell === contentOf(sql))),
    );
    return JSON.stringify(
      found
        .map(({ tableState, cells: own }) => [tableState.table, own])
        .map((one) => JSON.stringify(one))
        .toSorted(),
    );
  }

  #rowsWith({ sql }: Value): readonly Content[] {
    const own = contentOf(sql);
    return this.#contents.filter(({ cells }) => cells.some((cell) => cell.includes(own)));
  }
}

function placeIn({ columns }: TableState, column: string): number {
  return columns.findIndex((name) => nameKey(name) === nameKey(column));
}

/** Whether the value identifies its cell in any table. */
function isDistinct({ isUnique, isReferred }: Value): boolean {
  return isUnique && !isReferred;
}

/** Whether it refers to a row, or rows may refer to it. */
function isKey({ kind, isReferred }: Value): boolean {
  return kind === 'key' || isReferred;
}

/** In its own table a value is in its own column. */
function holdsValue({ tableState, cells }: Content, table: string, column: string, { sql }: Value): boolean {
  const at = nameKey(tableState.table) === nameKey(table) ? placeIn(tableState, column) : -1;
  return at === -1 ? cells.includes(contentOf(sql)) : cells[at] === contentOf(sql);
}

/** Without the quotes, so that a number is found in a text. */
function contentOf(sql: string): string {
  if (sql.startsWith("'")) return sql.slice(1, -1).replaceAll("''", "'");
  return sql.startsWith('X') ? sql.slice(2, -1) : sql;
}
