// Fills the tables of a schema with rows of all kinds: each type, NULL, keys, parents and their children, values that
// the migration compares with, and equal values. Rows that a table refuses are omitted.
import { nameKey, quotedName, statementOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../../database/d1.ts';
import { alwaysFailing, isExpectedFailure } from '../../database/rollback-probe.ts';
import { keptBy } from '../../database/shadow-tables.ts';
import { closingParenthesis } from '../sql/token-search.ts';
import { errorOf } from '../trace/error-of.ts';
import { type Column, type ForeignKey, type Table, tableIn, type WithTables } from '../trace/schema.ts';
import type { Kinds } from './kinds.ts';
import { literalsIn } from './literals.ts';
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

const baseRows = 8;
/** A migration with a LIMIT must meet more rows than that, up to this number. */
const maxRows = 60;
const maxTries = 60;

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

function insertOf(row: Row): string {
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

/** The row whose keys other tables have as well. */
function isClashing({ group, place }: Row): boolean {
  return group === 'base' && place === 2;
}

/** A value that another row holds as well no longer identifies its row. */
function markShared({ cells }: Row, from: MutableRow | undefined): void {
  for (const [name, value] of from?.cells ?? []) {
    if (value.sql === cells.get(name)?.sql && !isReference(value) && value.kind !== 'null')
      from?.cells.set(name, { ...value, isUnique: false, others: [] });
  }
}

function intoOf({ table, cells }: Row): string {
  return `INSERT INTO ${quotedName(table)} (${[...cells.keys()].map(quotedName).join(', ')})`;
}

function valuesOf({ cells }: Row): string {
  return `(${[...cells.values()].map(({ sql }) => sql).join(', ')})`;
}

/** Which row of a table is wanted: for the group `given` or `equal`, `literal` is what it holds. */
type RowKind = Pick<Row, 'group' | 'place'> & { readonly literal: string | number | undefined };

type MutableRow = Row & { readonly cells: Map<string, Value> };

class Sampler {
  readonly #database: SqlDatabase;
  readonly #schema: WithTables;
  readonly #literals: readonly (string | number)[];
  readonly #count: number;
  readonly #kinds: Kinds;
  readonly #values = new Values();
  readonly #rows: MutableRow[] = [];
  readonly #referred: ReadonlySet<string>;

  constructor(
    database: SqlDatabase,
    schema: WithTables,
    literals: readonly (string | number)[],
    count: number,
    kinds: Kinds,
  ) {
    this.#database = database;
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
    const row = await this.#accepted({ table: table.name, group, place, cells }, table);
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

  #first(table: string): MutableRow | undefined {
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
  #parents(table: Table, name: string): readonly (readonly [string, Value])[] {
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

  /** The row as the table accepts it: columns named in an error get other values. */
  async #accepted(row: Row, table: Table): Promise<MutableRow | undefined> {
    const choices = choicesOf(table);
    let cells = new Map(row.cells);
    for (let tries = 0; tries < maxTries; tries += 1) {
      const words = await errorOf(this.#database, { sql: insertOf({ ...row, cells }), values: [] });
      if (words === null) return { ...row, cells: await this.#withOthers({ ...row, cells }, table, choices) };
      const changed = this.#repaired({ ...row, cells }, words, table, choices, tries);
      if (changed === undefined) return undefined;
      cells = changed;
    }
    return undefined;
  }

  #repaired(
    { cells, place }: Row,
    words: string,
    table: Table,
    choices: readonly (string | number)[],
    tries: number,
  ): Map<string, Value> | undefined {
    const blamed = [...cells.keys()].filter((name) => isNamedIn(words, table, name));
    const next = new Map(cells);
    if (/UNIQUE constraint failed|NOT NULL constraint failed/.test(words)) {
      if (blamed.length === 0 || tries > 8) return undefined;
      const isMissing = words.includes('NOT NULL');
      for (const name of blamed) {
        if (!isForeign(table, name)) next.set(name, this.#another(table, name));
        else if (isMissing && tries === 0)
          for (const [column, value] of this.#parents(table, name)) next.set(column, value);
        else return undefined;
      }
      return next;
    }
    const columns = (blamed.length > 0 ? blamed : [...cells.keys()]).filter(
      (name) => !isForeign(table, name),
    );
    if (!/CHECK constraint failed|malformed JSON|cannot store/.test(words) || columns.length === 0)
      return undefined;
    // Each column that may be the cause cycles through the values that the table names, at its own pace.
    let rest = place + tries;
    for (const name of columns) {
      const column = table.columns.find((one) => one.name === name);
      if (column === undefined) continue;
      const affinity = affinityOf(column);
      const values = choices.flatMap((literal) => given(literal, affinity) ?? []);
      const usual = this.#another(table, name);
      const all = [...values, usual];
      const value = all[rest % all.length] ?? usual;
      next.set(name, value);
      if (columns.length > 1) rest = Math.floor(rest / all.length) + (tries % 3);
    }
    return next;
  }

  #another(table: Table, name: string): Value {
    const column = table.columns.find((one) => one.name === name);
    return column === undefined ? nothing : this.#usual(table, column, 0);
  }

  /** In what a CHECK names, only the alternatives that it accepts; if there are none, the values that it names. */
  async #withOthers(
    row: Row,
    table: Table,
    choices: readonly (string | number)[],
  ): Promise<Map<string, Value>> {
    const cells = new Map(row.cells);
    for (const name of checkedColumns(table)) {
      const value = cells.get(name);
      if (value === undefined) continue;
      const named = choices.flatMap((literal) =>
        typeof literal === 'number' ? [String(literal)] : [`'${literal.replaceAll("'", "''")}'`],
      );
      const others: string[] = [];
      if (value.kind !== 'key' && value.kind !== 'null') {
        for (const sql of [...value.others, ...named.filter((one) => one !== value.sql)]) {
          const changed = new Map([...row.cells, [name, { ...value, sql }]]);
          if (others.length < 1 && (await this.#takes({ ...row, cells: changed }))) others.push(sql);
        }
      }
      cells.set(name, { ...value, others });
    }
    return cells;
  }

  /** Whether the table accepts the row if it is otherwise empty, so that its own unique values do not conflict. */
  async #takes(row: Row): Promise<boolean> {
    const statements = [`DELETE FROM ${quotedName(row.table)}`, insertOf(row), alwaysFailing];
    try {
      await this.#database.batch(statements.map((sql) => this.#database.prepare(sql)));
    } catch (error) {
      return isExpectedFailure(error);
    }
    return false;
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

function isNamedIn(words: string, table: Table, column: string): boolean {
  const name = column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const places = words.replaceAll(
    new RegExp(`\\b${table.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\.`, 'gi'),
    '',
  );
  return new RegExp(`(?<!\\w)${name}(?!\\w)`, 'i').test(places);
}

/** The columns whose values a CHECK may refuse: with a generated one that a CHECK may name, all of them. */
function checkedColumns({ sql, columns }: Table): readonly string[] {
  const { lexemes } = statementOf(sql);
  const checks = lexemes.flatMap(({ word }, at) =>
    word === 'check' ? lexemes.slice(at + 2, closingParenthesis(lexemes, at + 1)) : [],
  );
  if (checks.length === 0) return [];
  const named = new Set(checks.flatMap(({ name }) => (name === undefined ? [] : nameKey(name))));
  const isAny = columns.some(({ isGenerated }) => isGenerated);
  return columns.filter(({ name }) => isAny || named.has(nameKey(name))).map(({ name }) => name);
}

/** The values that a table with a CHECK names, and some that rules commonly require. */
function choicesOf({ sql }: Table): readonly (string | number)[] {
  const { lexemes } = statementOf(sql);
  if (!lexemes.some(({ word }) => word === 'check')) return [];
  return [...new Set([...literalsIn(lexemes), 0, 1, 7, '{}', '[]', 'Q@q.io', 'qqq', '2001-02-03'])];
}
