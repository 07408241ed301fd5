// Where the values of a sample are found in a state of the database. Pure.
import { nameKey } from '@roostjs/internal-sql';
import { type Cell, isReference, type Row } from './sample.ts';
import type { Value } from './sample-values.ts';
import type { Held, State } from './trial-run.ts';

type Content = { readonly held: Held; readonly cells: readonly string[] };

/** Where the values of a sample stand in a state. */
export class Places {
  readonly #state: State;
  readonly #start: State;
  readonly #contents: readonly Content[];

  /** `start` is the state before the first statement. */
  constructor(state: State, start: State) {
    this.#state = state;
    this.#start = start;
    this.#contents = [...state.values()].flatMap((held) =>
      held.rows.map((row) => ({ held, cells: row.map(contentOf) })),
    );
  }

  /** Whether its table still has the row, with each of its columns. */
  hasRow(row: Row): boolean {
    const held = this.#state.get(nameKey(row.table));
    if (held === undefined) return false;
    const places = [...row.cells].map(([column, { sql }]) => ({ at: placeIn(held, column), sql }));
    return (
      places.every(({ at }) => at !== -1) &&
      held.rows.some((own) => places.every(({ at, sql }) => own[at] === sql))
    );
  }

  /** Whether the value stands somewhere: a unique one anywhere, any other beside one of its row. */
  has({ row, column, value }: Cell): boolean {
    if (isDistinct(value)) return this.#rowsWith(value).length > 0;
    const others = [...row.cells]
      .filter(([name, one]) => name !== column && isDistinct(one))
      .map(([, one]) => one);
    const beside = others.flatMap((one) => this.#rowsWith(one));
    if (beside.length > 0) return beside.some((content) => isHeld(content, row.table, column, value));
    const held = this.#state.get(nameKey(row.table));
    if (value.kind !== 'key' && held !== undefined)
      return held.rows.some((cells) => cells[placeIn(held, column)] === value.sql);
    // A row of keys alone is known again by all of them together, in a table that was not there before.
    const keys = [...row.cells.values()]
      .filter(({ kind, isReferred }) => kind === 'key' || isReferred)
      .map(({ sql }) => contentOf(sql));
    if (keys.length === 0 || others.length > 0) return false;
    const isNew = ({ table }: Held): boolean => !this.#start.has(nameKey(table));
    return this.#contents.some(({ held, cells }) => isNew(held) && keys.every((key) => cells.includes(key)));
  }

  /** Whether a row that refers to another has still something that stands in the other as well. */
  isLinked({ row, value }: Cell): boolean {
    if (!isReference(value)) return false;
    const others = this.#rowsOf(value.row);
    return this.#rowsOf(row).some((own) =>
      others.some(
        (other) => own !== other && own.cells.some((cell) => cell !== 'NULL' && other.cells.includes(cell)),
      ),
    );
  }

  /** Whether the row is there, but for its keys. */
  knows(row: Row): boolean {
    return this.#rowsOf(row).length > 0;
  }

  /** Where something of the row stands that no other has, or, in its own table, all that it has but for its keys. */
  #rowsOf({ table, cells }: Row): readonly Content[] {
    const distinct = [...cells.values()].filter(isDistinct).flatMap((value) => this.#rowsWith(value));
    if (distinct.length > 0) return distinct;
    const values = [...cells].filter(([, { kind }]) => kind !== 'key');
    const free = values.filter(([, { isReferred }]) => !isReferred);
    const own = free.length > 0 ? free : values;
    if (own.length === 0) return [];
    return this.#contents.filter(
      ({ held, cells: found }) =>
        nameKey(held.table) === nameKey(table) &&
        own.every(([column, { sql }]) => found[placeIn(held, column)] === contentOf(sql)),
    );
  }

  /** All rows in which something of the row stands, but for one of its columns. */
  around({ cells }: Row, column: string): string {
    const others = [...cells].filter(
      ([name, value]) => name !== column && (value.isUnique || value.kind === 'key'),
    );
    const found = this.#contents.filter((content) =>
      others.some(([, { sql }]) => content.cells.some((cell) => cell === contentOf(sql))),
    );
    return JSON.stringify(
      found
        .map(({ held, cells: own }) => [held.table, own])
        .map((one) => JSON.stringify(one))
        .toSorted(),
    );
  }

  #rowsWith({ sql }: Value): readonly Content[] {
    const own = contentOf(sql);
    return this.#contents.filter(({ cells }) => cells.some((cell) => cell.includes(own)));
  }
}

function placeIn({ columns }: Held, column: string): number {
  return columns.findIndex((name) => nameKey(name) === nameKey(column));
}

/** Found wherever it stands, and nowhere else. */
function isDistinct({ isUnique, isReferred }: Value): boolean {
  return isUnique && !isReferred;
}

/** In its own table a value is in its own column. */
function isHeld({ held, cells }: Content, table: string, column: string, { sql }: Value): boolean {
  const at = nameKey(held.table) === nameKey(table) ? placeIn(held, column) : -1;
  return at === -1 ? cells.includes(contentOf(sql)) : cells[at] === contentOf(sql);
}

/** Without the quotes, so that a number is found in a text. */
function contentOf(sql: string): string {
  if (sql.startsWith("'")) return sql.slice(1, -1).replaceAll("''", "'");
  return sql.startsWith('X') ? sql.slice(2, -1) : sql;
}
