// What a migration costs does not grow with what there is already: the 390th of a run costs what the 10th does. Only
// counted, by the same counts on every machine.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type Migration, type Migrator, type SqlDatabase } from '@roostjs/migrations-core';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../database.ts';
import { CountedDatabase, type Sent } from './counted-database.ts';
import { type Work, WorkCounter } from './work.ts';

const count = 400;
const early = 10;
const late = 390;
// What is read off texts is remembered up to a bound, and then read again once: the least of a few neighbours is without that.
const neighbours = 3;

// One for the whole file: what V8 has made fast while nobody counted is not counted afterwards either.
const work = new WorkCounter();

type Cost = Work & Sent;
type Costs = { readonly early: Cost; readonly late: Cost };

/** Names and numbers of one length, so that no text is longer because it comes later. */
function numbered(index: number): string {
  return String(index).padStart(4, '0');
}

const kinds: Readonly<Record<string, (n: string, before: string) => readonly string[]>> = {
  'creates a table and an index': (n) => [
    `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)`,
    `CREATE INDEX i${n} ON t${n} (name)`,
  ],
  'creates a table that refers to the one before, with a trigger': (n, before) => [
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

  test(`costs as much as the ${late}th of a run as it does as the ${early}th, and so does its rollback`, async () => {
    const { d1 } = testDatabase();
    expectNoMore(await costsOf(d1, migrations, (migrator) => migrator.migrate()));
    expectNoMore(await costsOf(d1, migrations, (migrator) => migrator.rollback()));
  });
});

// Which of the memories of texts is full when differs a little from step to step; growth would show in the 390th many times over.
const tolerance = 1.02;

/** Less is fine: what was read off a text once is not read off it again. */
function expectNoMore({ early: { blocks, compiled, tokenised, ...sent }, late }: Costs): void {
  expect(late).toMatchObject(sent);
  expect(late.blocks).toBeLessThanOrEqual(blocks * tolerance);
  expect(late.compiled).toBeLessThanOrEqual(compiled);
  expect(late.tokenised).toBeLessThanOrEqual(tokenised);
}

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
  d1: SqlDatabase,
  migrations: Readonly<Record<string, Migration>>,
  run: (migrator: Migrator) => Promise<unknown>,
): Promise<Costs> {
  const counted = new CountedDatabase(d1);
  const costs = new Map<number, Cost>();
  let steps = 0;
  const migrator = createMigrator({
    database: counted.database,
    migrations,
    scratch: openMemoryD1,
    onEvent: ({ type }) => {
      if (type !== 'step-finished') return;
      steps += 1;
      const isNear = [early, late].some((step) => steps >= step - neighbours && steps <= step);
      if (isNear) costs.set(steps, { ...work.taken(), ...counted.taken() });
    },
  });
  await run(migrator);
  expect(steps).toBe(count);
  return { early: leastOf(costs, early), late: leastOf(costs, late) };
}

/** The first of the steps that were counted has all before it in its counts. */
function leastOf(costs: ReadonlyMap<number, Cost>, last: number): Cost {
  return Array.from({ length: neighbours }, (_, before) => costs.get(last - before))
    .filter((cost) => cost !== undefined)
    .reduce((least, cost) => (cost.blocks < least.blocks ? cost : least));
}
