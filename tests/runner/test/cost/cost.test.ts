// What a migration costs does not grow with what there is already: the 390th of a run costs what the 10th does. Only
// counted, by the same counts on every machine.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  createMigrator,
  type Migration,
  type SqlDatabase,
  type SqlStatement,
} from '@roostjs/migrations-core';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../database.ts';
import { type Work, WorkCounter } from './work.ts';

const count = 400;
const early = 10;
const late = 390;

// One for the whole file: what V8 has made fast while nobody counted is not counted afterwards either.
const work = new WorkCounter();

type Sent = {
  readonly requests: number;
  readonly statements: number;
  readonly bytes: number;
  readonly read: number;
};
type Cost = Work & Sent;

/** Names and numbers of one length, so that no text is longer because it comes later. */
function numbered(index: number): string {
  return String(index).padStart(4, '0');
}

const kinds: Readonly<Record<string, (n: string, before: string) => readonly string[]>> = {
  'creates a table and an index': (n) => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)`,
    `CREATE INDEX i${n} ON t${n} (name)`,
  ],
  'creates a table that refers to the one before, and a trigger': (n, before) => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, before_id INTEGER REFERENCES t${before} (id))`,
    `CREATE TRIGGER g${n} AFTER INSERT ON t${n} BEGIN SELECT 1; END`,
  ],
  'creates a table and adds a column to it': (n) => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY)`,
    `ALTER TABLE t${n} ADD COLUMN name TEXT`,
  ],
  'creates a table and fills it': (n) => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, name TEXT)`,
    `INSERT INTO t${n} (name) VALUES ('a'), ('b')`,
  ],
};

describe.each(Object.entries(kinds))('a migration that %s', (_, statementsOf) => {
  const migrations = Object.fromEntries(
    Array.from({ length: count }, (_unused, index) => [
      `2026010100${numbered(index)}_m${numbered(index)}`,
      migrationOf(statementsOf(numbered(index), numbered(Math.max(0, index - 1)))),
    ]),
  );

  test(`costs as much as the ${late}th of a run as it does as the ${early}th`, async () => {
    const costs = await costsOf(migrations, 'migrate');
    expect(costs.late).toEqual(costs.early);
  });

  test('is rolled back at the same cost, however many are there', async () => {
    const costs = await costsOf(migrations, 'rollback');
    expect(costs.late).toEqual(costs.early);
  });
});

function migrationOf(statements: readonly string[]): Migration {
  const table = /TABLE (\w+)/.exec(statements[0] ?? '')?.[1];
  return {
    async up(db) {
      for (const sql of statements) await db.run(sql);
    },
    async down(db) {
      await db.run(`DROP TABLE ${table}`);
    },
  };
}

async function costsOf(
  migrations: Readonly<Record<string, Migration>>,
  action: 'migrate' | 'rollback',
): Promise<{ readonly early: Cost; readonly late: Cost }> {
  const counted = new CountedDatabase(testDatabase().d1);
  const costs: { early?: Cost; late?: Cost } = {};
  let steps = 0;
  const runner = (isCounted: boolean) =>
    createMigrator({
      database: counted.database,
      migrations,
      scratch: openMemoryD1,
      onEvent: ({ type }) => {
        if (!isCounted || type !== 'step-finished') return;
        steps += 1;
        if (steps === early - 1 || steps === late - 1) {
          work.taken();
          counted.taken();
        }
        if (steps === early) costs.early = { ...work.taken(), ...counted.taken() };
        if (steps === late) costs.late = { ...work.taken(), ...counted.taken() };
      },
    });
  if (action === 'rollback') await runner(false).migrate();
  await (action === 'rollback' ? runner(true).rollback() : runner(true).migrate());
  const { early: first, late: last } = costs;
  if (first === undefined || last === undefined) throw new Error(`Only ${steps} steps were counted.`);
  return { early: first, late: last };
}

/** Counts what goes to a database and what comes back. */
class CountedDatabase {
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

/** Without the numbers, which have more digits the later they are. */
function lengthOf(values: readonly unknown[]): number {
  return JSON.stringify(values).replaceAll(/\d/g, '').length;
}
