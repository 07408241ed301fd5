// Turns lost values into losses: the rows and columns that each statement removes without being told to. Pure.
import { nameKey } from '@roostjs/internal-sql';
import type { ParsedStatement } from '../sql/statement-kind.ts';
import { type Table, tableIn } from '../trace/schema.ts';
import type { SeenLoss } from '../trace/seen-loss.ts';
import type { Step } from '../trace/trace.ts';
import type { Fates, Outcome } from './lost-values.ts';
import { type Cell, isReference, type Row } from './rows.ts';
import type { ValueKind } from './sample-values.ts';

export function lossesOf(outcome: Outcome, steps: readonly Step[]): readonly SeenLoss[] {
  const finder = new LossFinder(outcome, steps);
  return finder.losses();
}

class LossFinder {
  readonly #fates: Fates;
  readonly #missing: Outcome['missing'];
  readonly #leavesRows: Outcome['leavesRows'];
  readonly #steps: readonly Step[];
  readonly #cells: readonly Cell[];
  /** The statement after which nothing of a row is left; null while something is. */
  readonly #rowEnds: ReadonlyMap<Row, number | null>;

  constructor({ fates, missing, leavesRows }: Outcome, steps: readonly Step[]) {
    this.#fates = new Map(
      [...fates].map(([cell, fate]) => [cell, fate && { ...fate, at: placeOf(fate.at, steps) }]),
    );
    this.#missing = missing;
    this.#leavesRows = leavesRows;
    this.#steps = steps;
    // A value without an alternative could not be tested, and proves nothing.
    this.#cells = [...this.#fates.keys()].filter(
      ({ value }) => value.others.length > 0 || value.kind === 'key',
    );
    // No other row has the same key.
    const foundKeys = [...fates.keys()].filter((cell) => cell.value.isReferred && !missing.has(cell));
    const rows = Map.groupBy(new Set([...this.#cells, ...foundKeys]), ({ row }) => row);
    this.#rowEnds = new Map([...rows].map(([row, cells]) => [row, this.#endOf(cells)]));
  }

  losses(): readonly SeenLoss[] {
    const byTable = Map.groupBy(this.#cells, ({ row }) => row.table);
    return [...byTable].flatMap(([table, cells]) => [
      ...this.#rowLosses(table),
      ...this.#columnLosses(table, cells),
    ]);
  }

  #endOf(cells: readonly Cell[]): number | null {
    const own = cells.filter(({ value }) => value.kind !== 'key');
    // A text that became a number is still there, although in another form.
    const ends = (own.length > 0 ? own : cells).map((cell) => {
      const fate = this.#fates.get(cell) ?? null;
      return fate?.isPart && inexact.has(cell.value.kind) ? null : fate;
    });
    return ends.includes(null) ? null : Math.max(...ends.map((fate) => fate?.at ?? 0));
  }

  #rowLosses(table: string): readonly SeenLoss[] {
    const rows = [...this.#rowEnds].filter(([row]) => row.table === table);
    const byStep = Map.groupBy(
      rows.filter(([, end]) => end !== null),
      ([, end]) => end ?? 0,
    );
    return [...byStep].flatMap(([at, lost]): readonly SeenLoss[] => {
      const isWhole = !rows.some(([, end]) => end === null || end > at);
      const cause = this.#causeOf(at, table, null);
      if (cause !== 'statement' || isWhole || !this.#selectsRows(at))
        return [{ at, table, columns: null, isWhole, cause }];
      const isFollowing = lost.some(([row]) => this.#refersToChanged(row, at));
      return isFollowing ? [{ at, table, columns: null, isWhole, cause: 'reference' }] : [];
    });
  }

  /** Whether the row refers to another row of its table that the statement has changed or deleted. */
  #refersToChanged(row: Row, at: number): boolean {
    const references = [...row.cells.values()]
      .filter(isReference)
      .filter((value) => value.row.table === row.table);
    return references.some(({ row: other }) =>
      this.#cells.some((cell) => cell.row === other && this.#fates.get(cell)?.at === at),
    );
  }

  #columnLosses(table: string, cells: readonly Cell[]): readonly SeenLoss[] {
    const found: {
      readonly at: number;
      readonly column: string;
      readonly isWhole: boolean;
      readonly cause: SeenLoss['cause'];
    }[] = [];
    for (const [column, own] of Map.groupBy(cells, (cell) => cell.column)) {
      // The loss of a whole row is already reported.
      const lost = own.filter((cell) => this.#isLostAlone(cell));
      for (const [at, lostAtStep] of Map.groupBy(lost, (cell) => this.#fates.get(cell)?.at ?? 0)) {
        const kept = own.filter((cell) => this.#isKept(cell, at));
        const cause = this.#causeOf(at, table, column);
        // An UPDATE that computes a value from the old one changes it on purpose; a statement that copies it is meant
        // to keep it.
        if (
          this.#steps[at]?.form.kind === 'update' &&
          lostAtStep.every((cell) => this.#fates.get(cell)?.isPart)
        )
          continue;
        if (cause === 'statement' && kept.length > 0 && this.#selectsRows(at)) continue;
        const isPartial = lostAtStep.every((cell) => this.#fates.get(cell)?.isPart);
        const byType =
          isPartial &&
          isByType(
            lostAtStep,
            kept.filter((cell) => !this.#missing.has(cell)),
          );
        if (kept.length > 0 && !byType && cause === 'statement' && isConversion(lostAtStep, kept)) continue;
        if (cause === 'trigger' && kept.length > 0) continue;
        found.push({ at, column, isWhole: kept.length === 0, cause: byType ? 'type' : cause });
      }
    }
    const bySameCause = Map.groupBy(found, ({ at, cause }) => `${at} ${cause}`);
    return [...bySameCause.values()].flatMap((group): readonly SeenLoss[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { at, cause } = first;
      return [
        {
          at,
          table,
          columns: group.map(({ column }) => column),
          isWhole: group.every((one) => one.isWhole),
          cause,
        },
      ];
    });
  }

  #isLostAlone(cell: Cell): boolean {
    const fate = this.#fates.get(cell) ?? null;
    const rowEnd = this.#rowEnds.get(cell.row) ?? null;
    return fate !== null && (rowEnd === null || fate.at < rowEnd);
  }

  #isKept(cell: Cell, at: number): boolean {
    const fate = this.#fates.get(cell) ?? null;
    return fate === null || fate.at > at;
  }

  /** A statement that selects rows and leaves the others unchanged does what it was told to. */
  #selectsRows(at: number): boolean {
    const step = this.#steps[at];
    if (step === undefined) return false;
    const { form, before } = step;
    if (form.kind === 'other') return true;
    return (
      (form.kind === 'delete' || form.kind === 'update' || form.kind === 'insert') &&
      (tableIn(before, form.table) === undefined || this.#leavesRows(at, form.table))
    );
  }

  #causeOf(at: number, table: string, column: string | null): SeenLoss['cause'] {
    const step = this.#steps[at];
    const target = step === undefined ? undefined : targetOf(step.form);
    if (step === undefined || target === undefined) return 'statement';
    const { before } = step;
    // A view represents the tables that its triggers write.
    if (tableIn(before, target) === undefined) return 'statement';
    if (this.#isStoredIn(table, target, at)) {
      return column !== null &&
        step.form.kind === 'update' &&
        !isAssigned(step.form, column, table === target)
        ? 'trigger'
        : 'statement';
    }
    return isReferring(tableIn(before, table), column) ? 'reference' : 'trigger';
  }

  /** Whether the target table may hold rows of this initial table by now. */
  #isStoredIn(table: string, target: string, at: number): boolean {
    return namesOf(table, this.#steps.slice(0, at)).has(nameKey(target));
  }
}

/** The names, in lower case, of the tables that may hold rows of the table after these statements. */
export function namesOf(table: string, steps: readonly Step[]): ReadonlySet<string> {
  const names = new Set([nameKey(table)]);
  for (const { form } of steps) {
    if (form.kind === 'rename-table' && names.has(nameKey(form.table))) names.add(nameKey(form.to));
    const source = form.kind === 'create' || form.kind === 'insert' ? form.source : [];
    const target =
      form.kind === 'create' ? form.creation.name : form.kind === 'insert' ? form.table : undefined;
    if (target !== undefined && source.some(({ name }) => name !== undefined && names.has(nameKey(name))))
      names.add(nameKey(target));
  }
  return names;
}

/** A value may be found by chance until a table is renamed, which loses nothing. */
function placeOf(at: number, steps: readonly Step[]): number {
  const place = steps.slice(0, at + 1).findLastIndex(({ form }) => form.kind !== 'rename-table');
  return place === -1 ? at : place;
}

function targetOf(form: ParsedStatement): string | undefined {
  switch (form.kind) {
    case 'drop':
      return form.name;
    case 'drop-column':
    case 'insert':
    case 'update':
    case 'delete':
      return form.table;
    default:
      return undefined;
  }
}

/** In a table with another name, the column may have another name as well. */
function isAssigned(
  form: Extract<ParsedStatement, { kind: 'update' }>,
  column: string,
  isOwnName: boolean,
): boolean {
  return (
    !isOwnName ||
    form.assignments.some(({ columns }) => columns.some((name) => nameKey(name) === nameKey(column)))
  );
}

function isReferring(table: Table | undefined, column: string | null): boolean {
  const keys = table?.foreignKeys ?? [];
  if (column === null) return keys.some(({ onDelete }) => onDelete === 'CASCADE');
  return keys.some(({ columns }) => columns.some((name) => nameKey(name) === nameKey(column)));
}

/** Texts and integers that a numeric column does not store exactly. */
const inexact: ReadonlySet<ValueKind> = new Set(['padded text', 'long number', 'large integer']);

/** Whether texts that look like numbers became numbers or lost digits, while everything else is unchanged. */
function isByType(lost: readonly Cell[], kept: readonly Cell[]): boolean {
  return (
    lost.every(({ value }) => inexact.has(value.kind)) &&
    kept.some(({ value }) => value.kind === 'text' || value.kind === 'integer')
  );
}

/** Whether whole kinds are lost and other kinds are kept: the expression is meant for those. */
function isConversion(lost: readonly Cell[], kept: readonly Cell[]): boolean {
  const kinds = new Set(kept.filter(({ value }) => value.isUnique).map(({ value }) => value.kind));
  const isForSome = [...kinds].some((kind) => !inexact.has(kind));
  return isForSome && lost.every(({ value }) => !kinds.has(value.kind));
}
