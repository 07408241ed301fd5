// A statement that is being generated: the tables that it may use, and the values of its parameters so far.

import type { Random } from './random.ts';
import { valueFrom } from './values.ts';

/** A table or view of the database, with the names of its columns. */
export type Table = {
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly string[];
};

export type Statement = readonly [sql: string, ...values: readonly unknown[]];

export class Draft {
  readonly random: Random;
  readonly #tables: readonly Table[];
  readonly #values: unknown[] = [];
  readonly #parameters: 'allowed' | 'none';

  constructor(random: Random, tables: readonly Table[], parameters: 'allowed' | 'none') {
    this.random = random;
    this.#tables = tables;
    this.#parameters = parameters;
  }

  /** A parameter with a value, or a literal where no parameter is allowed. */
  operand(): string {
    if (this.#parameters === 'none' || this.random.percent(40)) return this.literal();
    this.#values.push(valueFrom(this.random));
    const number = this.#values.length;
    if (this.random.percent(10)) return `:p${number}`;
    return this.random.percent(20) ? `?${number}` : '?';
  }

  literal(): string {
    const texts = ["''", "'a'", "'Ab;c'", "'é漢😀'", "'12'", "'1e1'", '\'{"a":[1,"b"]}\'', "'2026-01-31'"];
    const numbers = ['0', '1', '-3', '2.5', '.5e1', '0x1F', '1_000', '2147483648'];
    return this.random.pick([...texts, ...numbers, "x''", "x'00ff3b'", 'NULL', 'TRUE', 'FALSE']);
  }

  /** Usually a table that exists. */
  table(): Table {
    const unknown: Table = { name: 'nowhere', kind: 'table', columns: ['a'] };
    return this.#tables.length === 0 || this.random.percent(1) ? unknown : this.random.pick(this.#tables);
  }

  /** Usually a writable table. */
  ownTable(): Table {
    const own = this.#tables.filter(({ kind }) => kind === 'table');
    return own.length === 0 || this.random.percent(3) ? this.table() : this.random.pick(own);
  }

  column(columns: readonly string[]): string {
    return columns.length === 0 || this.random.percent(1) ? 'nope' : this.random.pick(columns);
  }

  /** The statement, sometimes with a value too many or too few. */
  finish(sql: string): Statement {
    const values = this.random.percent(1) ? [...this.#values, 1] : this.#values;
    return [sql, ...(this.random.percent(1) ? values.slice(1) : values)];
  }
}
