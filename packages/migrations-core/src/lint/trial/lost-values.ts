// Which values of a sample a migration loses. A value is kept where it stands somewhere afterwards; where it does not, it is
// put to the test: with another in its place, is anything different afterwards? If not, nothing remembers it.
import { nameKey } from '@roostjs/internal-sql';
import { grouped } from '../grouped.ts';
import { insertsOf, isReference, type Row } from './sample.ts';
import type { Value } from './sample-values.ts';
import { columnKey, comparable, type Held, runTrial, type State, type TrialSetting } from './trial-run.ts';

/** A value of a row of the sample. */
export type Cell = { readonly row: Row; readonly column: string; readonly value: Value };

/** The place of the statement that lost a cell, from 0, and whether some of the value is left in what was computed of it. */
export type Fate = { readonly at: number; readonly isPart: boolean };

/** null where a cell is kept. */
export type Fates = ReadonlyMap<Cell, Fate | null>;

export type Outcome = {
  readonly fates: Fates;
  /** Whether a statement left a row of a table as it was. */
  readonly sparing: (at: number, table: string) => boolean;
};

/** null where the migration fails on these rows, or comes to something else each time. */
export async function outcomeOf(setting: TrialSetting, rows: readonly Row[]): Promise<Outcome | null> {
  const trial = await Trial.start(setting, rows);
  const fates = await trial?.fates();
  if (trial === null || !fates) return null;
  return { fates, sparing: (at, table) => trial.spares(at, table) };
}

class Trial {
  readonly #setting: TrialSetting;
  readonly #rows: readonly Row[];
  readonly #cells: readonly Cell[];
  /** Before the first statement and behind the last. */
  readonly #ends: readonly [State, State];
  #states: readonly State[] | null = null;
  /** Columns that are filled with something else each time, as by random(). */
  readonly #fickle = new Set<string>();

  private constructor(setting: TrialSetting, rows: readonly Row[], ends: readonly [State, State]) {
    this.#setting = setting;
    this.#rows = rows;
    this.#ends = ends;
    this.#cells = rows.flatMap((row) => [...row.cells].map(([column, value]) => ({ row, column, value })));
  }

  static async start(setting: TrialSetting, rows: readonly Row[]): Promise<Trial | null> {
    const run = await runTrial(setting, insertsOf(rows), 'ends');
    if (run.kind === 'failed') return null;
    const [first, last] = [run.states[0], run.states.at(-1)];
    return first === undefined || last === undefined ? null : new Trial(setting, rows, [first, last]);
  }

  async fates(): Promise<Fates | null> {
    const fates = new Map<Cell, Fate | null>(this.#cells.map((cell) => [cell, null]));
    const [, last] = this.#ends;
    const missing = new Set(this.#missingFrom(last));
    if (missing.size === 0) return fates;
    if (!(await this.#findFickle())) return null;
    const tested = [...missing].filter(({ value }) => value.kind !== 'key');
    const lost = new Set(await this.#lostOf(tested, 0));
    for (const key of this.#lostKeys(missing, lost)) lost.add(key);
    for (const key of this.#lostReferences(missing, lost)) lost.add(key);
    // Where a column is written over, a value that happens to be the new one is as lost as the others.
    for (const cell of await this.#lostOf(this.#chance(lost), 0)) lost.add(cell);
    for (const [cell, at] of await this.#places([...lost], 0)) fates.set(cell, { at, isPart: false });
    for (const part of [1, 2]) {
      const rest = tested.filter((cell) => fates.get(cell) === null);
      const cells = await this.#lostOf(rest, part);
      for (const [cell, at] of await this.#places(cells, part)) fates.set(cell, { at, isPart: true });
    }
    for (const [cell, at] of await this.#summedUp(tested.filter((one) => fates.get(one) === null)))
      fates.set(cell, { at, isPart: true });
    return fates;
  }

  /** Numbers of which only a sum is left: with one more in one row and one less in another it is the same. */
  async #summedUp(kept: readonly Cell[]): Promise<ReadonlyMap<Cell, number>> {
    const places = new Map<Cell, number>();
    for (const cell of kept.filter(({ row, value }) => row.group === 'equal' && isNumber(value))) {
      const first = kept.find(
        ({ row, column }) =>
          row.group === 'base' && row.place === 0 && row.table === cell.row.table && column === cell.column,
      );
      if (first === undefined || !isNumber(first.value)) continue;
      const changed = new Map([
        [first, String(Number(first.value.sql) + 1)],
        [cell, String(Number(cell.value.sql) - 1)],
      ]);
      const states = await this.#runWith(changed, 'all');
      const at = (await this.#allStates()).findIndex(
        (state, place) => place > 0 && this.#isSame(state, states?.[place]),
      );
      if (states !== undefined && at !== -1) places.set(cell, at - 1);
    }
    return places;
  }

  async #allStates(): Promise<readonly State[]> {
    this.#states ??= (await this.#runWith(new Map(), 'all')) ?? [];
    return this.#states;
  }

  #isSame(own: State | undefined, other: State | undefined): boolean {
    return (
      own === undefined ||
      other === undefined ||
      comparable(own, this.#fickle) === comparable(other, this.#fickle)
    );
  }

  /** Whether a statement left a row of a table as it was. */
  spares(at: number, table: string): boolean {
    const rowsAt = (place: number): readonly string[] =>
      (this.#states?.[place]?.get(nameKey(table))?.rows ?? []).map((row) => JSON.stringify(row));
    const after = new Set(rowsAt(at + 1));
    return rowsAt(at).some((row) => after.has(row));
  }

  /** A key of which rows that refer to it are all that is left is lost with its row. */
  #lostKeys(missing: ReadonlySet<Cell>, lost: ReadonlySet<Cell>): readonly Cell[] {
    const alive = this.#aliveRows(missing, lost);
    return [...missing].filter(({ row, value }) => value.isReferred && !alive.has(row));
  }

  /** What refers to another row is lost with its own row, or where both rows are known again and share nothing any more. */
  #lostReferences(missing: ReadonlySet<Cell>, lost: ReadonlySet<Cell>): readonly Cell[] {
    const places = new Places(this.#ends[1], this.#ends[0]);
    const alive = this.#aliveRows(missing, lost);
    return [...missing].filter((cell) => {
      if (cell.value.kind !== 'key') return false;
      return !alive.has(cell.row) || (places.knows(cell.row) && !places.isLinked(cell));
    });
  }

  /** Rows of which something is left that is theirs alone. */
  #aliveRows(missing: ReadonlySet<Cell>, lost: ReadonlySet<Cell>): ReadonlySet<Row> {
    const kept = this.#cells.filter((cell) => {
      const { kind, isReferred, others } = cell.value;
      if (kind === 'key' || kind === 'null' || lost.has(cell)) return false;
      return !missing.has(cell) || (!isReferred && others.length > 0);
    });
    return new Set(kept.map(({ row }) => row));
  }

  /** Kept cells of columns of which others are lost, that could be any other cell's value. */
  #chance(lost: ReadonlySet<Cell>): readonly Cell[] {
    const columns = new Set([...lost].map(({ row, column }) => columnKey(row.table, column)));
    return this.#cells.filter(
      (cell) =>
        !lost.has(cell) && !cell.value.isUnique && columns.has(columnKey(cell.row.table, cell.column)),
    );
  }

  #missingFrom(state: State): readonly Cell[] {
    const places = new Places(state, this.#ends[0]);
    const rows = new Set(this.#rows.filter((row) => !places.hasRow(row)));
    return this.#cells.filter(
      (cell) => rows.has(cell.row) && cell.value.kind !== 'null' && !places.has(cell),
    );
  }

  /** False where not even the number of rows is the same each time. */
  async #findFickle(): Promise<boolean> {
    const again = await this.#runWith(new Map(), 'ends');
    const [, last] = this.#ends;
    const other = again?.at(-1);
    if (other === undefined) return false;
    for (const [key, { columns, rows }] of last) {
      for (const [at, column] of columns.entries()) {
        const values = (held: Held | undefined) => JSON.stringify((held?.rows ?? []).map((row) => row[at]));
        if (values({ table: key, columns, rows }) !== values(other.get(key)))
          this.#fickle.add(columnKey(key, column));
      }
    }
    return comparable(last, this.#fickle) === comparable(other, this.#fickle);
  }

  /** Those of the cells that nothing depends on at the end: all at once, and only where something does in parts. */
  async #lostOf(cells: readonly Cell[], part: number): Promise<readonly Cell[]> {
    const tested = cells.filter(({ value }) => value.others[part] !== undefined);
    if (tested.length === 0) return [];
    const last = (await this.#run(tested, part, 'ends'))?.at(-1);
    // What a migration fails at with another value, it has looked at.
    if (last !== undefined && this.#isSame(last, this.#ends[1])) return tested;
    if (tested.length === 1) return [];
    const lost: Cell[] = [];
    for (const some of partsOf(last === undefined ? tested : this.#unmoved(tested, last))) {
      lost.push(...(await this.#lostOf(some, part)));
    }
    return lost;
  }

  /** Of the cells of one column those whose row is the same as ever, as far as it is known again: the others have made a difference. */
  #unmoved(tested: readonly Cell[], last: State): readonly Cell[] {
    if (grouped(tested, ({ row, column }) => columnKey(row.table, column)).size > 1) return tested;
    const [own, other] = [new Places(this.#ends[1], this.#ends[0]), new Places(last, this.#ends[0])];
    return tested.filter(({ row, column }) => own.around(row, column) === other.around(row, column));
  }

  #run(changed: readonly Cell[], part: number, looks: 'ends' | 'all'): Promise<readonly State[] | undefined> {
    const others = changed.flatMap((cell): readonly (readonly [Cell, string])[] => {
      const other = cell.value.others[part];
      return other === undefined ? [] : [[cell, other]];
    });
    return this.#runWith(new Map(others), looks);
  }

  async #runWith(
    changed: ReadonlyMap<Cell, string>,
    looks: 'ends' | 'all',
  ): Promise<readonly State[] | undefined> {
    const inserts = insertsOf(this.#rows.map((row) => changedIn(row, changed)));
    const run = await runTrial(this.#setting, inserts, looks);
    return run.kind === 'ran' ? run.states : undefined;
  }

  /** By which statement each was lost: the first behind which it stands nowhere and nothing depends on it. */
  async #places(lost: readonly Cell[], part: number): Promise<ReadonlyMap<Cell, number>> {
    if (lost.length === 0) return new Map();
    const states = await this.#allStates();
    const seen = states.map((state) => new Places(state, this.#ends[0]));
    const last = this.#setting.taken.length - 1;
    const goneAt = new Map(
      lost.map((cell) => [cell, seen.findLastIndex((places) => places.hasRow(cell.row) || places.has(cell))]),
    );
    // One that is there to the end by chance is told, with others of its column, by what depends on it alone.
    const groups = grouped(lost, (cell) =>
      (goneAt.get(cell) ?? 0) > last ? columnKey(cell.row.table, cell.column) : String(goneAt.get(cell)),
    );
    const places = new Map<Cell, number>();
    for (const cells of groups.values()) {
      const first = goneAt.get(cells[0] as Cell) ?? 0;
      const gone = first > last ? 0 : Math.max(first, 0);
      // What refers to a key depends on it for good.
      const tested = cells.filter(({ value }) => value.others[part] !== undefined && !value.isReferred);
      const changed = tested.length === 0 ? undefined : await this.#run(tested, part, 'all');
      let at = gone;
      while (at < last && !this.#isSame(states[at + 1], changed?.[at + 1])) at += 1;
      for (const cell of cells)
        places.set(cell, cell.value.kind === 'key' || cell.value.isReferred ? gone : at);
    }
    return places;
  }
}

/** What refers to a changed key changes with it. */
function changedIn(row: Row, changed: ReadonlyMap<Cell, string>): Row {
  if (changed.size === 0) return row;
  const cells = new Map(row.cells);
  for (const [column, value] of row.cells) {
    const from = isReference(value) ? value : { row, column };
    const other = [...changed].find(([cell]) => cell.row === from.row && cell.column === from.column);
    if (other !== undefined) cells.set(column, { ...value, sql: other[1] });
  }
  return { ...row, cells };
}

function isNumber({ kind }: Value): boolean {
  return kind === 'integer' || kind === 'real';
}

/** By table, then by column, then halves of the rows. */
function partsOf(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const tables = [...grouped(cells, ({ row }) => row.table).values()];
  if (tables.length > 1) return tables;
  const columns = [...grouped(cells, ({ column }) => column).values()];
  if (columns.length > 1) return columns;
  const half = Math.ceil(cells.length / 2);
  return [cells.slice(0, half), cells.slice(half)];
}

type Content = { readonly held: Held; readonly cells: readonly string[] };

/** Where the values of a sample stand in a state. */
class Places {
  readonly #state: State;
  readonly #contents: readonly Content[];

  readonly #start: State;

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
    if (isTelling(value)) return this.#rowsWith(value).length > 0;
    const others = [...row.cells]
      .filter(([name, one]) => name !== column && isTelling(one))
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
    const telling = [...cells.values()].filter(isTelling).flatMap((value) => this.#rowsWith(value));
    if (telling.length > 0) return telling;
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
function isTelling({ isUnique, isReferred }: Value): boolean {
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
