// Which values of a sample a migration loses. A value is kept if it is found somewhere afterwards. If not, it is
// tested: with another value in its place, does the result differ? If it does not, nothing depends on the value, and
// it is lost.
import { nameKey } from '@roostjs/internal-sql';
import { Places } from './places.ts';
import { type Cell, insertsOf, isReference, type Row } from './rows.ts';
import type { Value } from './sample-values.ts';
import {
  columnKey,
  comparable,
  runTrial,
  type State,
  type TableState,
  type TrialSetup,
} from './trial-run.ts';

/** The index of the statement that lost a cell, and whether part of the value is left in a computed one. */
export type Fate = { readonly at: number; readonly isPart: boolean };

/** null if a cell is kept. */
export type Fates = ReadonlyMap<Cell, Fate | null>;

export type Outcome = {
  readonly fates: Fates;
  /** Cells whose values are no longer found, whether something computed from them is kept or not. */
  readonly missing: ReadonlySet<Cell>;
  /** Whether a statement left a row of a table as it was. */
  readonly leavesRows: (at: number, table: string) => boolean;
  /** The columns of a table that have their first values again after a statement, and had not before it. */
  readonly restoredBy: (at: number, table: string) => Promise<readonly string[]>;
};

/** null if the migration fails on these rows, or has a different result each time. */
export async function outcomeOf(setup: TrialSetup, rows: readonly Row[]): Promise<Outcome | null> {
  const trial = await SampleTrial.start(setup, rows);
  const fates = await trial?.fates();
  if (trial === null || !fates) return null;
  return {
    fates,
    missing: trial.missing,
    leavesRows: (at, table) => trial.leavesRows(at, table),
    restoredBy: (at, table) => trial.restoredBy(at, table),
  };
}

class SampleTrial {
  readonly #setup: TrialSetup;
  readonly #rows: readonly Row[];
  readonly #cells: readonly Cell[];
  /** Cells whose values are not found afterwards. */
  readonly missing: ReadonlySet<Cell>;
  /** The states before the first statement and after the last. */
  readonly #ends: readonly [State, State];
  #states: readonly State[] | null = null;
  /** Columns that get a different value each time, for example from random(). */
  readonly #unstable = new Set<string>();

  private constructor(setup: TrialSetup, rows: readonly Row[], ends: readonly [State, State]) {
    this.#setup = setup;
    this.#rows = rows;
    this.#ends = ends;
    this.#cells = rows.flatMap((row) => [...row.cells].map(([column, value]) => ({ row, column, value })));
    this.missing = new Set(this.#missingFrom(ends[1]));
  }

  static async start(setup: TrialSetup, rows: readonly Row[]): Promise<SampleTrial | null> {
    const run = await runTrial(setup, insertsOf(rows), 'ends');
    if (run.kind === 'failed') return null;
    const [first, last] = [run.states[0], run.states.at(-1)];
    return first === undefined || last === undefined ? null : new SampleTrial(setup, rows, [first, last]);
  }

  async fates(): Promise<Fates | null> {
    const fates = new Map<Cell, Fate | null>(this.#cells.map((cell) => [cell, null]));
    const { missing } = this;
    if (missing.size === 0) return fates;
    if (!(await this.#findUnstable())) return null;
    const tested = [...missing].filter(({ value }) => value.kind !== 'key');
    const lost = new Set(await this.#lostOf(tested, 0));
    for (const key of this.#lostKeys(missing, lost)) lost.add(key);
    for (const key of this.#lostReferences(missing, lost)) lost.add(key);
    // If a column is overwritten, a value that happens to equal the new one is lost as well.
    for (const cell of await this.#lostOf(this.#coincidences(lost), 0)) lost.add(cell);
    for (const [cell, at] of await this.#places([...lost], 0)) fates.set(cell, { at, isPart: false });
    for (const part of [1, 2]) {
      const rest = tested.filter((cell) => fates.get(cell) === null);
      const cells = await this.#lostOf(rest, part);
      for (const [cell, at] of await this.#places(cells, part)) fates.set(cell, { at, isPart: true });
    }
    for (const [cell, at] of await this.#lostInSums(tested.filter((one) => fates.get(one) === null)))
      fates.set(cell, { at, isPart: true });
    return fates;
  }

  /** Numbers of which only a sum is left: it is the same if one row has one more and another one less. */
  async #lostInSums(kept: readonly Cell[]): Promise<ReadonlyMap<Cell, number>> {
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
      comparable(own, this.#unstable) === comparable(other, this.#unstable)
    );
  }

  /** Whether a statement left a row of a table as it was. */
  leavesRows(at: number, table: string): boolean {
    const rowsAt = (place: number): readonly string[] =>
      (this.#states?.[place]?.get(nameKey(table))?.rows ?? []).map((row) => JSON.stringify(row));
    const after = new Set(rowsAt(at + 1));
    return rowsAt(at).some((row) => after.has(row));
  }

  async restoredBy(at: number, table: string): Promise<readonly string[]> {
    const states = await this.#allStates();
    const [first, before, after] = [states[0], states[at], states[at + 1]].map((state) =>
      state?.get(nameKey(table)),
    );
    const [start, changed, restored] = [first, before, after].map(valuesByColumn);
    return [...(start ?? [])]
      .filter(([column, values]) => changed?.get(column) !== values && restored?.get(column) === values)
      .map(([column]) => column);
  }

  /** A key is lost with its row if only references to it are left. */
  #lostKeys(missing: ReadonlySet<Cell>, lost: ReadonlySet<Cell>): readonly Cell[] {
    const alive = this.#aliveRows(missing, lost);
    return [...missing].filter(({ row, value }) => value.isReferred && !alive.has(row));
  }

  /** A reference is lost with its row, or if both rows are found again and no longer share anything. */
  #lostReferences(missing: ReadonlySet<Cell>, lost: ReadonlySet<Cell>): readonly Cell[] {
    const places = new Places(this.#ends[1], this.#ends[0]);
    const alive = this.#aliveRows(missing, lost);
    return [...missing].filter((cell) => {
      if (cell.value.kind !== 'key') return false;
      return !alive.has(cell.row) || (places.knows(cell.row) && !places.isLinked(cell));
    });
  }

  /** Rows of which something unique is left. */
  #aliveRows(missing: ReadonlySet<Cell>, lost: ReadonlySet<Cell>): ReadonlySet<Row> {
    const kept = this.#cells.filter((cell) => {
      const { kind, isReferred, others } = cell.value;
      if (kind === 'key' || kind === 'null' || lost.has(cell)) return false;
      return !missing.has(cell) || (!isReferred && others.length > 0);
    });
    return new Set(kept.map(({ row }) => row));
  }

  /** Kept cells, in columns that lost others, whose value could also be another cell's. */
  #coincidences(lost: ReadonlySet<Cell>): readonly Cell[] {
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

  /** false if not even the number of rows is the same each time. */
  async #findUnstable(): Promise<boolean> {
    const secondRun = await this.#runWith(new Map(), 'ends');
    const [, last] = this.#ends;
    const other = secondRun?.at(-1);
    if (other === undefined) return false;
    for (const [key, { columns, rows }] of last) {
      for (const [at, column] of columns.entries()) {
        const values = (tableState: TableState | undefined) =>
          JSON.stringify((tableState?.rows ?? []).map((row) => row[at]));
        if (values({ table: key, columns, rows }) !== values(other.get(key)))
          this.#unstable.add(columnKey(key, column));
      }
    }
    return comparable(last, this.#unstable) === comparable(other, this.#unstable);
  }

  /**
   * The cells that the final state does not depend on: all are tested at once, and split only if something depends on
   * some.
   */
  async #lostOf(cells: readonly Cell[], part: number): Promise<readonly Cell[]> {
    const tested = cells.filter(({ value }) => value.others[part] !== undefined);
    if (tested.length === 0) return [];
    const last = (await this.#run(tested, part, 'ends'))?.at(-1);
    // A migration that fails with another value depends on it.
    if (last !== undefined && this.#isSame(last, this.#ends[1])) return tested;
    if (tested.length === 1) return [];
    const lost: Cell[] = [];
    for (const some of partsOf(last === undefined ? tested : this.#inUnchangedRows(tested, last))) {
      lost.push(...(await this.#lostOf(some, part)));
    }
    return lost;
  }

  /**
   * For cells of one column, those whose row is unchanged as far as it is found again: the others made the
   * difference.
   */
  #inUnchangedRows(tested: readonly Cell[], last: State): readonly Cell[] {
    if (Map.groupBy(tested, ({ row, column }) => columnKey(row.table, column)).size > 1) return tested;
    const [own, other] = [new Places(this.#ends[1], this.#ends[0]), new Places(last, this.#ends[0])];
    return tested.filter(({ row, column }) => own.around(row, column) === other.around(row, column));
  }

  #run(changed: readonly Cell[], part: number, which: 'ends' | 'all'): Promise<readonly State[] | undefined> {
    const others = changed.flatMap((cell): readonly (readonly [Cell, string])[] => {
      const other = cell.value.others[part];
      return other === undefined ? [] : [[cell, other]];
    });
    return this.#runWith(new Map(others), which);
  }

  async #runWith(
    changed: ReadonlyMap<Cell, string>,
    which: 'ends' | 'all',
  ): Promise<readonly State[] | undefined> {
    const inserts = insertsOf(this.#rows.map((row) => changedIn(row, changed)));
    const run = await runTrial(this.#setup, inserts, which);
    return run.kind === 'ran' ? run.states : undefined;
  }

  /** The statement that lost each cell: the first after which the value is not found and nothing depends on it. */
  async #places(lost: readonly Cell[], part: number): Promise<ReadonlyMap<Cell, number>> {
    if (lost.length === 0) return new Map();
    const states = await this.#allStates();
    const seen = states.map((state) => new Places(state, this.#ends[0]));
    const last = this.#setup.statements.length - 1;
    const lastFound = new Map(
      lost.map((cell) => [cell, seen.findLastIndex((places) => places.hasRow(cell.row) || places.has(cell))]),
    );
    // A value that is found until the end only by chance is judged, with others of its column, by dependence alone.
    const groups = Map.groupBy(lost, (cell) =>
      (lastFound.get(cell) ?? 0) > last
        ? columnKey(cell.row.table, cell.column)
        : String(lastFound.get(cell)),
    );
    const places = new Map<Cell, number>();
    for (const cells of groups.values()) {
      const first = lastFound.get(cells[0] as Cell) ?? 0;
      const firstWithout = first > last ? 0 : Math.max(first, 0);
      // A reference always depends on its key.
      const tested = cells.filter(({ value }) => value.others[part] !== undefined && !value.isReferred);
      const changed = tested.length === 0 ? undefined : await this.#run(tested, part, 'all');
      let at = firstWithout;
      while (at < last && !this.#isSame(states[at + 1], changed?.[at + 1])) at += 1;
      for (const cell of cells)
        places.set(cell, cell.value.kind === 'key' || cell.value.isReferred ? firstWithout : at);
    }
    return places;
  }
}

/** By lower-case name, what a column holds in all rows. */
function valuesByColumn(state: TableState | undefined): ReadonlyMap<string, string> {
  const { columns = [], rows = [] } = state ?? {};
  return new Map(
    columns.map((name, at) => [nameKey(name), JSON.stringify(rows.map((row) => row[at]).toSorted())]),
  );
}

/** A reference changes with its key. */
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
  const tables = [...Map.groupBy(cells, ({ row }) => row.table).values()];
  if (tables.length > 1) return tables;
  const columns = [...Map.groupBy(cells, ({ column }) => column).values()];
  if (columns.length > 1) return columns;
  const half = Math.ceil(cells.length / 2);
  return [cells.slice(0, half), cells.slice(half)];
}
