// Changes a row until its table accepts it: columns that are named in an error get other values.
import { quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../../database/d1.ts';
import { alwaysFailing, isExpectedFailure } from '../../database/rollback-probe.ts';
import { errorOf } from '../trace/error-of.ts';
import type { Table } from '../trace/schema.ts';
import { checkedColumns, choicesOf } from './check-values.ts';
import { insertOf, type Row } from './rows.ts';
import { affinityOf, given, type Value } from './sample-values.ts';
import { isForeign } from './table-keys.ts';

export type FittedRow = Row & { readonly cells: Map<string, Value> };

/** Where other values come from. */
export interface ValueSource {
  /** A value that no row has yet. */
  anotherValue(table: Table, column: string): Value;
  /** Column → value: what the foreign keys of this column refer to in a row of their parents. */
  parentValues(table: Table, column: string): readonly (readonly [string, Value])[];
}

const maxTries = 60;

export class RowFitter {
  readonly #database: SqlDatabase;
  readonly #source: ValueSource;

  constructor(database: SqlDatabase, source: ValueSource) {
    this.#database = database;
    this.#source = source;
  }

  /** The row as the table accepts it; undefined if it accepts none that was tried. Inserts it. */
  async fit(row: Row, table: Table): Promise<FittedRow | undefined> {
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
        if (!isForeign(table, name)) next.set(name, this.#source.anotherValue(table, name));
        else if (isMissing && tries === 0)
          for (const [column, value] of this.#source.parentValues(table, name)) next.set(column, value);
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
      const usual = this.#source.anotherValue(table, name);
      const all = [...values, usual];
      const value = all[rest % all.length] ?? usual;
      next.set(name, value);
      if (columns.length > 1) rest = Math.floor(rest / all.length) + (tries % 3);
    }
    return next;
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

function isNamedIn(words: string, table: Table, column: string): boolean {
  const name = column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const places = words.replaceAll(
    new RegExp(`\\b${table.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\.`, 'gi'),
    '',
  );
  return new RegExp(`(?<!\\w)${name}(?!\\w)`, 'i').test(places);
}
