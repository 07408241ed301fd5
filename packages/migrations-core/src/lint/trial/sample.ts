// Fills the tables of a schema with rows of all kinds: each type, NULL, keys, parents and their children, values that
// the migration compares with, and equal values. Rows that a table refuses are omitted.
import { nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../../database/d1.ts';
import { keptBy } from '../../database/shadow-tables.ts';
import { type Column, type ForeignKey, type Table, tableIn, type WithTables } from '../trace/schema.ts';
import type { Kinds } from './kinds.ts';
import { type FittedRow, RowFitter, type ValueSource } from './row-fitter.ts';
import { type Group, isReference, type Reference, type Row, type Sample } from './rows.ts';
import {
  type Affinity,
  affinityOf,
  given,
  nothing,
  type Value,
  Values,
  withOtherCase,
} from './sample-values.ts';
import {
  columnNamed,
  isForeign,
  isKey,
  isUnique,
  parentsFirst,
  primaryKey,
  referredColumns,
} from './table-keys.ts';
import { columnKey, ignoreChecks, type TrialSetup } from './trial-run.ts';

const baseRows = 8;
/** A migration with a LIMIT must meet more rows than that, up to this number. */
const maxRows = 60;

export async function sampleOf(
  database: SqlDatabase,
  { start, ignoresChecks }: Pick<TrialSetup, 'start' | 'ignoresChecks'>,
  literals: readonly (string | number)[],
  minRows: number,
  kinds: Kinds,
): Promise<Sample> {
  const count = Math.min(Math.max(baseRows, minRows), maxRows);
  const sampler = new Sampler(database, start, literals, count, kinds);
  // The rows of the others cannot be read, so that they would seem to be lost.
  const tables = parentsFirst(start).filter((table) => keptBy(table) === 'rows');
  await sampler.fill(tables);
  if (!ignoresChecks) return sampler.sample;
  await ignoreChecks(database, true);
  await sampler.fill(tables);
  return sampler.sample;
}

/** The row whose keys other tables have as well. */
function isClashing({ group, place }: Row): boolean {
  return group === 'base' && place === 2;
}

/** A value that another row holds as well no longer identifies its row. */
function markShared({ cells }: Row, from: FittedRow | undefined): void {
  for (const [name, value] of from?.cells ?? []) {
    if (value.sql === cells.get(name)?.sql && !isReference(value) && value.kind !== 'null')
      from?.cells.set(name, { ...value, isUnique: false, others: [] });
  }
}

/** Which row of a table is wanted: for the group `given` or `equal`, `literal` is what it holds. */
type RowKind = Pick<Row, 'group' | 'place'> & { readonly literal: string | number | undefined };

class Sampler implements ValueSource {
  readonly #fitter: RowFitter;
  readonly #schema: WithTables;
  readonly #literals: readonly (string | number)[];
  readonly #count: number;
  readonly #kinds: Kinds;
  readonly #values = new Values();
  readonly #rows: FittedRow[] = [];
  readonly #referred: ReadonlySet<string>;

  constructor(
    database: SqlDatabase,
    schema: WithTables,
    literals: readonly (string | number)[],
    count: number,
    kinds: Kinds,
  ) {
    this.#fitter = new RowFitter(database, this);
    this.#schema = schema;
    this.#literals = literals;
    this.#count = count;
    this.#kinds = kinds;
    this.#referred = referredColumns(schema);
  }

  get sample(): Sample {
    return { rows: this.#rows };
  }

  /** Fills those that have no row yet. In a circle of references, the first table may need a row of a later one. */
  async fill(tables: readonly Table[]): Promise<void> {
    const before = this.#rows.length;
    const empty = tables.filter(({ name }) => this.#first(name) === undefined);
    for (const table of empty) await this.#fill(table);
    if (this.#rows.length > before) await this.fill(tables);
  }

  async #fill(table: Table): Promise<void> {
    const before = this.#rows.length;
    for (let place = 0; place < this.#count; place += 1) await this.#add(table, 'base', place);
    if (this.#rows.length === before) return;
    await this.#add(table, 'null', 0);
    for (const place of [0, 1]) if (table.foreignKeys.length > 0) await this.#add(table, 'lone', place);
    for (const [place, literal] of this.#literals.entries()) {
      await this.#add(table, 'given', place, literal);
      // The migration may name a row that others refer to, or one that refers to others, but not both.
      if (table.foreignKeys.length > 0) await this.#add(table, 'given', place);
    }
    for (const place of [0, 1]) {
      await this.#add(table, 'equal', place, 'own');
      if (table.foreignKeys.length > 0) await this.#add(table, 'equal', place);
    }
    for (const place of [0, 1]) await this.#add(table, 'odd', place);
    await this.#add(table, 'clash', 0);
  }

  async #add(table: Table, group: Group, place: number, literal?: string | number): Promise<void> {
    const cells = this.#cells(table, { group, place, literal });
    if (cells === undefined) return;
    const row = await this.#fitter.fit({ table: table.name, group, place, cells }, table);
    if (row === undefined) return;
    this.#rows.push(row);
    if (group === 'equal') markShared(row, this.#first(table.name));
    if (group === 'clash') for (const other of this.#rows.filter(isClashing)) markShared(row, other);
  }

  #cells(table: Table, kind: RowKind): Map<string, Value> | undefined {
    const { group, place } = kind;
    const cells = new Map<string, Value>();
    let isSpecial = group === 'base' || group === 'lone';
    for (const column of table.columns) {
      if (column.isGenerated) continue;
      const own = this.#special(table, column, kind);
      isSpecial ||= own !== undefined;
      cells.set(column.name, own ?? this.#usual(table, column, place));
    }
    for (const [at, key] of table.foreignKeys.entries()) {
      const parent = this.#parentRow(key, table, at, kind);
      if (parent?.group === 'given' || parent?.group === 'equal') isSpecial = true;
      for (const [index, name] of key.columns.entries()) {
        const column = columnNamed(table, name);
        const value = parent === undefined ? nothing : referring(parent, this.#keyOf(key)[index]);
        if (column !== undefined && (parent !== undefined || isFree(table, key, name)))
          cells.set(column, value);
      }
    }
    return isSpecial ? cells : undefined;
  }

  #usual(table: Table, column: Column, place: number): Value {
    const affinity = affinityOf(column);
    const value =
      this.#wantedKind(column, affinity, place) ??
      this.#values.next(affinity, isKey(table, column.name) ? 0 : place);
    return this.#isReferred(table, column.name) ? { ...value, isReferred: true } : value;
  }

  /** The kind of text that the migration needs in a column. */
  #wantedKind(column: Column, affinity: Affinity, place: number): Value | undefined {
    const kind = this.#kinds.get(nameKey(column.name)) ?? this.#kinds.get('*');
    if (kind === undefined || (affinity !== 'text' && affinity !== 'none')) return undefined;
    if (kind === 'default') return defaultOf(column);
    if (kind !== 'given') return this.#values.ofKind(kind);
    const values = this.#literals.flatMap((literal) => given(literal, affinity) ?? []);
    const value = values[place % values.length];
    const other = values[(place + 1) % values.length];
    return value === undefined || other === undefined ? undefined : { ...value, others: [other.sql] };
  }

  #special(table: Table, column: Column, { group, place, literal }: RowKind): Value | undefined {
    const affinity = affinityOf(column);
    const isPrimary = column.primaryKey > 0;
    const isOwn = !isKey(table, column.name);
    switch (group) {
      case 'null':
        return isPrimary ? undefined : nothing;
      case 'given': {
        if (literal === undefined || isForeign(table, column.name) || (isPrimary && !isKeyLike(literal)))
          return undefined;
        const value = given(literal, affinity);
        return value !== undefined && this.#isReferred(table, column.name)
          ? { ...value, isReferred: true }
          : value;
      }
      case 'equal': {
        const first = literal === undefined ? undefined : this.#first(table.name)?.cells.get(column.name);
        // One row is equal in every possible column, the other in all except the last: a computed value of both shows
        // which is lost.
        if (place === 1 && column === table.columns.findLast(({ isGenerated }) => !isGenerated))
          return undefined;
        // An alternative would end the equality, so there is none.
        if (first === undefined || isOwn) return first && { ...first, isUnique: false, others: [] };
        return place > 0 ? undefined : affinity === 'text' ? withOtherCase(first) : undefined;
      }
      case 'clash':
        return isOwn || isForeign(table, column.name) ? undefined : this.#keyElsewhere(table, column);
      case 'odd':
        if (!isOwn) return undefined;
        if (affinity === 'text') return this.#values.ofKind(place === 0 ? 'padded text' : 'long number');
        return affinity === 'integer' && place > 0 ? this.#values.ofKind('large integer') : undefined;
      default:
        return undefined;
    }
  }

  /** A key of the same name and type in another table. */
  #keyElsewhere({ name: table }: Table, column: Column): Value | undefined {
    const other = this.#rows.find(
      (row) => row.table !== table && isClashing(row) && row.cells.get(column.name)?.isUnique,
    );
    const value = other?.cells.get(column.name);
    const isAlike = affinityOf(column) === 'text' ? value?.sql.startsWith("'") : !value?.sql.startsWith("'");
    return value !== undefined && isAlike ? { ...value, isUnique: false, others: [] } : undefined;
  }

  #first(table: string): FittedRow | undefined {
    return this.#rows.find((row) => row.table === table);
  }

  /** Uses only some rows of the parent, so that others have no child. */
  #parentRow(key: ForeignKey, child: Table, at: number, { group, place, literal }: RowKind): Row | undefined {
    if (group === 'null' || group === 'lone') return undefined;
    const parent = tableIn(this.#schema, key.parent);
    const rows = this.#rows.filter((row) => row.table === parent?.name);
    const counterpart = rows.find((row) => row.group === group && row.place === place);
    if (group === 'given' || group === 'equal')
      return literal === undefined ? (counterpart ?? rows[0]) : rows[0];
    const base = rows.filter((row) => row.group === 'base');
    return isUnique(child, key.columns) ? base[place] : base[(place >> at) % 2];
  }

  /** The parent values for a foreign key that must not be NULL. */
  parentValues(table: Table, name: string): readonly (readonly [string, Value])[] {
    return table.foreignKeys
      .filter(({ columns }) => columns.some((column) => nameKey(column) === nameKey(name)))
      .flatMap((key) => {
        const parent = this.#rows.find((row) => nameKey(row.table) === nameKey(key.parent));
        return key.columns.flatMap((column, index): readonly (readonly [string, Value])[] => {
          const own = columnNamed(table, column);
          return own === undefined || parent === undefined
            ? []
            : [[own, referring(parent, this.#keyOf(key)[index])]];
        });
      });
  }

  #keyOf({ parent, parentColumns }: ForeignKey): readonly string[] {
    return parentColumns.length > 0 ? parentColumns : primaryKey(tableIn(this.#schema, parent));
  }

  #isReferred(table: Table, column: string): boolean {
    return this.#referred.has(columnKey(table.name, column));
  }

  anotherValue(table: Table, name: string): Value {
    const column = table.columns.find((one) => one.name === name);
    return column === undefined ? nothing : this.#usual(table, column, 0);
  }
}

/** Whether NULL in this column keeps the key from referring to a row, and nothing else needs its value. */
function isFree(table: Table, key: ForeignKey, name: string): boolean {
  const isOwn = (one: string): boolean =>
    !primaryKey(table).some((own) => nameKey(own) === nameKey(one)) &&
    !table.foreignKeys.some(
      (other) => other !== key && other.columns.some((own) => nameKey(own) === nameKey(one)),
    );
  return isOwn(name) || !key.columns.some(isOwn);
}

function referring(parent: Row, column: string | undefined): Value | Reference {
  const found = [...parent.cells].find(([name]) => nameKey(name) === nameKey(column ?? ''));
  if (found === undefined || found[1].kind === 'null') return nothing;
  return {
    ...found[1],
    kind: 'key',
    others: [],
    isUnique: false,
    isReferred: false,
    row: parent,
    column: found[0],
  };
}

/** The default, if it is a text. */
function defaultOf({ default: text }: Column): Value | undefined {
  return /^'(?:[^']|'')*'$/.test(text ?? '') ? { ...nothing, kind: 'given', sql: text ?? '' } : undefined;
}

function isKeyLike(literal: string | number): boolean {
  return typeof literal === 'number' ? literal > 0 && literal < 1e12 : literal !== '';
}
