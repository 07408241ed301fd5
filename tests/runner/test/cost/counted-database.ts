// A database that counts what goes to it and what comes back.
import type { SqlDatabase, SqlStatement } from '@roostjs/migrations-core';

export type Sent = {
  readonly requests: number;
  readonly statements: number;
  readonly bytes: number;
  readonly read: number;
};

export class CountedDatabase {
  #sent = nothing;
  readonly database: SqlDatabase;

  constructor(d1: SqlDatabase) {
    const texts = new WeakMap<SqlStatement, number>();
    const count = (statements: readonly SqlStatement[], results: unknown): void => {
      this.#sent = {
        requests: this.#sent.requests + 1,
        statements: this.#sent.statements + statements.length,
        bytes: this.#sent.bytes + statements.reduce((bytes, one) => bytes + (texts.get(one) ?? 0), 0),
        read: this.#sent.read + JSON.stringify(results).replaceAll(/"meta":\{[^}]*\}|\d+/g, '').length,
      };
    };
    const noted = (statement: SqlStatement, bytes: number): SqlStatement => {
      texts.set(statement, bytes);
      const { bind, all, run } = statement;
      return Object.assign(statement, {
        bind: (...values: unknown[]) => noted(bind.apply(statement, values), bytes + lengthOf(values)),
        all: async () => {
          const results = await all.call(statement);
          count([statement], results.results);
          return results;
        },
        run: async () => {
          const results = await run.call(statement);
          count([statement], results.results);
          return results;
        },
      });
    };
    this.database = {
      prepare: (sql) => noted(d1.prepare(sql), sql.length),
      batch: async <T>(statements: SqlStatement[]) => {
        const results = await d1.batch<T>(statements);
        count(
          statements,
          results.map((result) => result.results),
        );
        return results;
      },
    };
  }

  taken(): Sent {
    const sent = this.#sent;
    this.#sent = nothing;
    return sent;
  }
}

const nothing: Sent = { requests: 0, statements: 0, bytes: 0, read: 0 };

/** Without the numbers, which have more digits the later they are, and the fingerprints, whose digits are what they are. */
function lengthOf(values: readonly unknown[]): number {
  return JSON.stringify(values).replaceAll(/[0-9a-f]{32}|\d/g, '').length;
}
